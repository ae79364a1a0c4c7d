import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { undefinedBecause } from "../../core/measurement.ts";
import { suffixStructures } from "../memo/suffix-structures.ts";
import { ngramOrder, noNgrams } from "./ngram-order.ts";

export const ngramCounts = defineEstimator({
  id: "ngram-counts",
  quantity: "distinctWords",
  title: "n-gram counts",
  summary:
    "how many n-grams of k symbols there are, how many differ, how many occur once, and their coverage",
  formula: "n-grams, distinct ones, those that occur once, and coverage 1 - f1/n",
  validity: "exact, the coverage apart, which is Good-Turing's estimate",
  cost: "O(nk) for n-grams of k symbols",
  reference: "Manning & Schütze 1999, Foundations of Statistical NLP, ch. 6; Good 1953, Biometrika 40",
  params: () => z.strictObject({ k: ngramOrder() }),
  minimumLength: 1,
  estimate(context, { k }) {
    const structures = context.get(suffixStructures);
    if (k > structures.orders) return undefinedBecause(noNgrams(k));
    const block = structures.block(k);
    const rows: [string, number][] = [
      [`${k}-grams`, block.words],
      ["distinct", block.distinct],
      ["occur once", block.singletons],
      ["coverage", block.coverage],
    ];
    return { shape: "table", value: { columns: ["count", "value"], rows } };
  },
});
