import type { GroundTruth } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";

/** What fixes the truths of a process of ones after independent intervals N of one law, in bits. */
export interface RenewalSums {
  /** M = E N */
  readonly mean: number;
  /** H(N) */
  readonly intervalEntropy: number;
  /** entropy of the time since the last one, whose law is P(N > n) / M */
  readonly ageEntropy: number;
  /** entropy of that time together with the time to the next one: N has law n P(N = n) / M, its place is uniform */
  readonly spanEntropy: number;
  /** relative error that rounding may have left in each of these */
  readonly doubt: number;
}

/**
 * Truths of a renewal process in which all ages predict different futures.
 *
 * Source: Marzen & Crutchfield 2015, Entropy 17(7).
 */
export function renewalTruth(sums: RenewalSums): GroundTruth {
  const { mean, intervalEntropy, ageEntropy, spanEntropy } = sums;
  // Rare events lose digits to the 1 beside them, E to the difference.
  const near = (value: number, size: number, route: string) =>
    truthFromBounds(
      { lower: Math.max(0, value - sums.doubt * size), upper: value + sums.doubt * size },
      route,
    );
  return {
    symbolEntropy: near(binaryEntropy(1 / mean), 1, "H2 of one mark in a mean interval"),
    entropyRate: near(intervalEntropy / mean, 1, "H(interval) / mean interval"),
    excessEntropy: near(
      2 * ageEntropy - spanEntropy,
      2 * ageEntropy + spanEntropy,
      "I(time since the last mark; time to the next one)",
    ),
    statisticalComplexity: near(ageEntropy, 1 + ageEntropy, "entropy of the time since the last mark"),
  };
}

/**
 * The sums of an interval law, by adding them up.
 *
 * @param law P(N = 1), P(N = 2), ..., cut where the rest is negligible
 * Cost: O(terms).
 */
export function renewalSums(law: Float64Array, mean: number): RenewalSums {
  let [intervalEntropy, ageEntropy, spanEntropy] = [0, 0, 0];
  // From the far end, where the terms are small.
  for (let n = law.length, left = 0; n > 0; n--) {
    const p = law[n - 1]!;
    left += p;
    if (left > 0) ageEntropy -= (left / mean) * Math.log2(left / mean);
    if (p === 0) continue;
    intervalEntropy -= p * Math.log2(p);
    spanEntropy -= ((n * p) / mean) * Math.log2(p / mean);
  }
  return { mean, intervalEntropy, ageEntropy, spanEntropy, doubt: 1e-15 * (4 + Math.sqrt(law.length)) };
}
