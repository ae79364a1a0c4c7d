import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { plugInEntropy } from "../../statistics/entropy.ts";
import { fromPatterns, ordinalDelay, ordinalOrder } from "../memo/ordinal-statistics.ts";

export const permutationEntropy = defineEstimator({
  id: "permutation-entropy",
  quantity: "permutationEntropy",
  title: "permutation entropy",
  summary: "entropy of the orderings of the numbers in a window",
  formula: "-sum p(pattern) log2 p(pattern), over the order! patterns",
  convention:
    "not divided by log2 order!; of equal numbers the earlier is the smaller; bytes and code points are the numbers",
  validity: "at least 5 windows a pattern; many equal numbers favour the ascending pattern",
  cost: "O(n order^2), some 30 ns a symbol at order 5",
  reference: "Bandt & Pompe 2002, Phys. Rev. Lett. 88, 174102",
  params: () => z.strictObject({ order: ordinalOrder(), delay: ordinalDelay() }),
  minimumLength: 2,
  estimate: (context, { order, delay }) =>
    fromPatterns(context, order, delay, ({ counts }) => scalar(plugInEntropy(counts))),
});
