import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { undefinedBecause } from "../../core/measurement.ts";
import { noveltyCurve as noveltyOf } from "../../statistics/repeats.ts";
import { suffixStructures } from "../memo/suffix-structures.ts";
import { ngramOrder, noNgrams } from "../ngrams/ngram-order.ts";

export const noveltyCurve = defineEstimator({
  id: "novelty-curve",
  quantity: "novelty",
  title: "novelty curve",
  summary: "share of the n-grams of k symbols not seen before, in equal parts along the sequence",
  formula: "(positions of a part where no earlier k-gram is the same) / (k-grams of the part)",
  convention: "a part is known by where it ends; a k-gram belongs to the part in which it begins",
  validity: "exact; falls as n grows; a rise shows where the material changes",
  cost: "O(n), once the suffix array is there",
  reference:
    "Heaps 1978, Information Retrieval: Computational and Theoretical Aspects (growth of vocabulary)",
  params: () =>
    z.strictObject({
      k: ngramOrder().default(4).describe("symbols in an n-gram"),
      parts: z.int().min(1).max(1000).default(20).describe("parts along the sequence"),
    }),
  minimumLength: 1,
  rangeChecked: true,
  estimate(context, { k, parts }) {
    const structures = context.get(suffixStructures);
    if (k > structures.orders) return undefinedBecause(noNgrams(k));
    const points = noveltyOf(structures.factors(), context.sequence.segmentEnds, k, parts);
    return {
      shape: "series",
      value: { index: "n", points: points.map((point) => ({ ...point, interval: null })) },
    };
  },
});
