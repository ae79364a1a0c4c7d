import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { suffixStructures } from "../memo/suffix-structures.ts";
import { longestNgram } from "./ngram-order.ts";

export const distinctNgrams = defineEstimator({
  id: "distinct-ngrams",
  quantity: "distinctWords",
  title: "distinct n-grams",
  summary: "D(k), the number of different blocks of k symbols, for k = 1, 2, ...",
  formula: "number of distinct k-grams",
  validity: "exact; grows with length, compare at equal length only",
  cost: "O(nk) for n-grams of k symbols",
  reference: "Manning & Schütze 1999, Foundations of Statistical NLP, ch. 6",
  params: () =>
    z.strictObject({
      maxOrder: z.int().min(1).max(longestNgram).default(8).describe("longest n-grams counted"),
    }),
  minimumLength: 1,
  estimate(context, { maxOrder }) {
    const structures = context.get(suffixStructures);
    const points = Array.from({ length: Math.min(maxOrder, structures.orders) }, (_, i) => ({
      x: i + 1,
      value: structures.spectrum(i + 1).types,
      interval: null,
    }));
    return { shape: "series", value: { index: "k", points } };
  },
});
