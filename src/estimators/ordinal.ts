import * as z from "zod";
import { noValues, numericValues } from "../context/shared.ts";
import { defineEstimator, type EstimationContext } from "../core/estimator.ts";
import { type Outcome, scalar, table, undefinedBecause } from "../core/measurement.ts";
import { defineShared, type SharedValue } from "../core/shared-value.ts";
import { complexityLimits, jensenShannonComplexity, lawOfCounts } from "../statistics/complexity.ts";
import { lawEntropy, plugInEntropy } from "../statistics/entropy.ts";
import { factorial, type OrdinalPatterns, ordinalPatterns } from "../statistics/ordinal-patterns.ts";

const ordinalDelay = () =>
  z.int().min(1).max(10_000).default(1).describe("distance between successive numbers, in symbols");
/** Fewest windows a pattern on average. */
const windowsPerPattern = 5;

/** Ordinal patterns of the symbols as numbers; undefined for words. */
function ordinalPatternsOf(order: number, delay: number): SharedValue<OrdinalPatterns | undefined> {
  return defineShared(`ordinal-patterns-${order}-${delay}`, ({ segmentEnds }, access) => {
    const values = access.get(numericValues);
    return values === undefined ? undefined : ordinalPatterns(values, segmentEnds, order, delay);
  });
}

/** Reads an outcome from ordinal patterns; undefined where windows are too few. */
function fromPatterns(
  context: EstimationContext,
  order: number,
  delay: number,
  read: (patterns: OrdinalPatterns) => Outcome,
): Outcome {
  const patterns = context.get(ordinalPatternsOf(order, delay));
  if (patterns === undefined) return undefinedBecause(noValues);
  const needed = windowsPerPattern * factorial(order);
  if (patterns.windows < needed) {
    return undefinedBecause(`${patterns.windows} windows of ${order} symbols, needs ${needed}`);
  }
  return read(patterns);
}

/** What statistics of ordinal patterns of one order have in common. */
const ofPatterns = {
  params: () =>
    z.strictObject({
      order: z.int().min(2).max(7).default(5).describe("numbers per window"),
      delay: ordinalDelay(),
    }),
  minimumLength: 2,
};

export const permutationEntropy = defineEstimator({
  ...ofPatterns,
  id: "permutation-entropy",
  quantity: "permutationEntropy",
  title: "permutation entropy",
  summary: "entropy of the orderings of the numbers in a window",
  formula: "-sum p(pattern) log2 p(pattern), over the order! patterns",
  convention:
    "not divided by log2 order!; of equal numbers the earlier counts as smaller; bytes and code points are the numbers",
  validity: "at least 5 windows per pattern; many equal numbers favour the ascending pattern",
  cost: "O(n order^2), about 30 ns per symbol at order 5",
  reference: "Bandt & Pompe 2002, Phys. Rev. Lett. 88, 174102",
  estimate: (context, { order, delay }) =>
    fromPatterns(context, order, delay, ({ counts }) => scalar(plugInEntropy(counts))),
});

export const weightedPermutationEntropy = defineEstimator({
  ...ofPatterns,
  id: "weighted-permutation-entropy",
  quantity: "weightedPermutationEntropy",
  title: "weighted permutation entropy",
  summary: "permutation entropy with each window weighted by the variance of its numbers",
  formula: "-sum w(pattern) log2 w(pattern), w the share of the variance",
  convention:
    "not divided by log2 order!; variance with the order as divisor; ties as in permutation entropy",
  validity: "at least 5 windows per pattern; undefined if no number ever changes",
  cost: "that of permutation entropy, shared with it",
  reference: "Fadlallah, Chen, Keil & Principe 2013, Phys. Rev. E 87, 022911",
  estimate: (context, { order, delay }) =>
    fromPatterns(context, order, delay, ({ weights }) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      if (total === 0) return undefinedBecause("every window has one number only: no variance");
      return scalar(lawEntropy(weights.map((weight) => weight / total)));
    }),
});

export const missingPatterns = defineEstimator({
  ...ofPatterns,
  id: "missing-patterns",
  quantity: "missingPatterns",
  title: "missing ordinal patterns",
  summary:
    "share of the possible orderings of a window's numbers that never occur; 0 for noise in the long run",
  formula: "patterns that do not occur / order!",
  convention: "ties as in permutation entropy, so few distinct symbols miss patterns whatever their law",
  validity: "at least 5 windows per pattern; at 5, noise of many values misses .7 % by chance",
  cost: "that of permutation entropy, shared with it",
  reference: "Amigo, Zambrano & Sanjuan 2007, Europhys. Lett. 79, 50001",
  estimate: (context, { order, delay }) =>
    fromPatterns(context, order, delay, ({ counts }) =>
      scalar(counts.reduce((missing, count) => missing + (count === 0 ? 1 : 0), 0) / counts.length),
    ),
});

export const complexityEntropyPlane = defineEstimator({
  id: "complexity-entropy-plane",
  quantity: "complexityEntropy",
  title: "complexity-entropy plane",
  summary: "normalised permutation entropy and Jensen-Shannon complexity for windows of 2, 3, ... numbers",
  formula: "H = H(patterns)/log2 order!, C = H JSD(patterns, uniform)/max JSD",
  convention: "the last columns are the smallest and the largest C possible at this H",
  validity: "orders with at least 5 windows per pattern; the others are not shown",
  cost: "O(n order^2) per order",
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
    return table(["order", "H", "C", "least C", "largest C"], rows);
  },
});
