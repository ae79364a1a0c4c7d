import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { fromPatterns, ordinalDelay, ordinalOrder } from "../memo/ordinal-statistics.ts";

export const weightedPermutationEntropy = defineEstimator({
  id: "weighted-permutation-entropy",
  quantity: "weightedPermutationEntropy",
  title: "weighted permutation entropy",
  summary: "permutation entropy in which a window counts by the variance of its numbers",
  formula: "-sum w(pattern) log2 w(pattern), w the share of the variance",
  convention:
    "not divided by log2 order!; variance with the order as divisor; ties as in permutation entropy",
  validity: "at least 5 windows a pattern; undefined where no number ever changes",
  cost: "that of permutation entropy, shared with it",
  reference: "Fadlallah, Chen, Keil & Principe 2013, Phys. Rev. E 87, 022911",
  params: () => z.strictObject({ order: ordinalOrder(), delay: ordinalDelay() }),
  minimumLength: 2,
  estimate: (context, { order, delay }) =>
    fromPatterns(context, order, delay, ({ weights }) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      if (total === 0) return undefinedBecause("every window has one number only: no variance");
      return scalar(lawEntropy(weights.map((weight) => weight / total)));
    }),
});
