import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { undefinedBecause } from "../../core/measurement.ts";
import { complexityLimits, jensenShannonComplexity, lawOfCounts } from "../../statistics/complexity.ts";
import { factorial } from "../../statistics/ordinal-patterns.ts";
import { noValues } from "../memo/numeric-values.ts";
import { ordinalDelay, ordinalPatternsOf, windowsPerPattern } from "../memo/ordinal-statistics.ts";

export const complexityEntropyPlane = defineEstimator({
  id: "complexity-entropy-plane",
  quantity: "complexityEntropy",
  title: "complexity-entropy plane",
  summary: "normalised permutation entropy and Jensen-Shannon complexity for windows of 2, 3, ... numbers",
  formula: "H = H(patterns)/log2 order!, C = H JSD(patterns, uniform)/max JSD",
  convention: "the last columns are the least and the largest C that any law of this H can have",
  validity: "orders with at least 5 windows a pattern; the others are not shown",
  cost: "O(n order^2) an order",
  reference: "Rosso, Larrondo, Martin, Plastino & Fuentes 2007, Phys. Rev. Lett. 99, 154102",
  params: () =>
    z.strictObject({
      maxOrder: z.int().min(2).max(7).default(6).describe("longest windows shown"),
      delay: ordinalDelay(),
    }),
  minimumLength: 11,
  estimate(context, { maxOrder, delay }) {
    const rows: number[][] = [];
    for (let order = 2; order <= maxOrder; order++) {
      const patterns = context.get(ordinalPatternsOf(order, delay));
      if (patterns === undefined) return undefinedBecause(noValues);
      const states = factorial(order);
      if (patterns.windows < windowsPerPattern * states) break;
      const { entropy, complexity } = jensenShannonComplexity(lawOfCounts(patterns.counts), states);
      const { minimum, maximum } = complexityLimits(entropy, states);
      rows.push([order, entropy, complexity, minimum, maximum]);
    }
    if (rows.length === 0) return undefinedBecause("fewer than 10 windows of 2 symbols");
    return {
      shape: "table",
      value: { columns: ["order", "H", "C", "least C", "largest C"], rows },
    };
  },
});
