import { segmentsOf } from "../core/sequence.ts";
/** Counts of the orders of numbers in a window. */
export interface OrdinalPatterns {
  /** shape (order!,): windows of each pattern, in the lexicographic order of the patterns */
  readonly counts: Float64Array;
  /** shape (order!,): sum of the variances of those windows */
  readonly weights: Float64Array;
  readonly windows: number;
}

/**
 * Ordinal patterns: windows of `order` numbers, `delay` apart, by the order of their values. Of equal numbers the earlier
 * counts as smaller.
 *
 * @param segmentEnds ascending, the last one n; no window crosses a segment end
 * @param order 2 to 8
 * @param delay at least 1
 * Cost: O(n order^2).
 * Source: Bandt & Pompe 2002, Phys. Rev. Lett. 88, 174102; Fadlallah et al. 2013, Phys. Rev. E 87, 022911 (weights).
 */
export function ordinalPatterns(
  values: ArrayLike<number>,
  segmentEnds: ArrayLike<number>,
  order: number,
  delay: number,
): OrdinalPatterns {
  const span = (order - 1) * delay;
  const patterns = factorial(order);
  const counts = new Float64Array(patterns);
  const weights = new Float64Array(patterns);
  let windows = 0;
  for (const [start, end] of segmentsOf(segmentEnds)) {
    for (let at = start; at + span < end; at++) {
      const pattern = lehmerIndex(values, at, at + span, delay);
      counts[pattern]!++;
      weights[pattern]! += variance(values, at, at + span, delay, order);
      windows++;
    }
  }
  return { counts, weights, windows };
}

/** Rank of the permutation among all, from the numbers of smaller ones behind each. */
function lehmerIndex(values: ArrayLike<number>, from: number, last: number, delay: number): number {
  let index = 0;
  for (let i = from, left = (last - from) / delay + 1; i <= last; i += delay, left--) {
    const value = values[i]!;
    let smaller = 0;
    for (let j = i + delay; j <= last; j += delay) if (values[j]! < value) smaller++;
    index = index * left + smaller;
  }
  return index;
}

function variance(
  values: ArrayLike<number>,
  from: number,
  last: number,
  delay: number,
  order: number,
): number {
  let mean = 0;
  for (let i = from; i <= last; i += delay) mean += values[i]! / order;
  let sum = 0;
  for (let i = from; i <= last; i += delay) sum += (values[i]! - mean) * (values[i]! - mean);
  return sum / order;
}

/** n! for small n. */
export function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}
