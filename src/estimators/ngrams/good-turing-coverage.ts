import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { goodTuringCoverage } from "../../statistics/counts.ts";
import { suffixStructures } from "../memo/suffix-structures.ts";
import { longestNgram } from "./ngram-order.ts";

export const ngramCoverage = defineEstimator({
  id: "good-turing-coverage",
  quantity: "coverage",
  title: "Good-Turing coverage",
  summary: "probability that the next block of k symbols is one that occurs in the sample, for k = 1, 2, ...",
  formula: "C(k) = 1 - f1/N, f1 the blocks of k symbols that occur once, N all of them",
  validity: "independent blocks; blocks that overlap move it by some 1/sqrt(N)",
  cost: "one pass over the suffix array, O(n)",
  reference: "Good 1953, Biometrika 40",
  params: () =>
    z.strictObject({
      maxOrder: z.int().min(1).max(longestNgram).default(8).describe("longest blocks looked at"),
    }),
  minimumLength: 1,
  rangeChecked: true,
  estimate(context, { maxOrder }) {
    const structures = context.get(suffixStructures);
    const points = Array.from({ length: Math.min(maxOrder, structures.orders) }, (_, i) => ({
      x: i + 1,
      value: goodTuringCoverage(structures.spectrum(i + 1)),
      interval: null,
    }));
    return { shape: "series", value: { index: "k", points } };
  },
});
