import type { Symbols } from "../core/sequence.ts";
import { leastSquaresLine } from "../math/linear-algebra.ts";

/** Fluctuation scaling of the counts of types in windows: sigma is c mu^alpha. */
interface TaylorFit {
  /** alpha: 1/2 for independent symbols, 1 where all come in proportion */
  readonly exponent: number;
  readonly windows: number;
  /** largest over smallest mean that was fitted */
  readonly span: number;
}

/**
 * Taylor exponent: slope of the logarithm of the standard deviation of a type's count in windows against that of its
 * mean, over all types whose count varies.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n; windows lie within segments, what is left at their ends is not counted
 * @param window symbols in a window
 * @returns the fit; undefined with fewer than two windows or fewer than two types whose count varies
 * @throws RangeError when A exceeds what the platform can allocate
 * Cost: O(n + A).
 * Source: Kobayashi & Tanaka-Ishii 2018, Proc. 56th ACL (least squares, 5 620 words a window).
 */
export function taylorExponent(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  window: number,
): TaylorFit | undefined {
  const counts = new Float64Array(alphabetSize);
  const sums = new Float64Array(alphabetSize);
  const squares = new Float64Array(alphabetSize);
  let windows = 0;
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    for (; begin + window <= segmentEnds[s]!; begin += window) {
      windows++;
      for (let i = begin; i < begin + window; i++) counts[symbols[i]!]!++;
      // Every type once: the first place that finds a count takes it.
      for (let i = begin; i < begin + window; i++) {
        const type = symbols[i]!;
        const count = counts[type]!;
        sums[type]! += count;
        squares[type]! += count * count;
        counts[type] = 0;
      }
    }
    begin = segmentEnds[s]!;
  }
  const means: number[] = [];
  const deviations: number[] = [];
  for (let type = 0; type < alphabetSize; type++) {
    // Integers, so that a count that does not vary gives exactly 0.
    const variance = windows * squares[type]! - sums[type]! * sums[type]!;
    if (variance <= 0) continue;
    means.push(Math.log(sums[type]! / windows));
    deviations.push(0.5 * Math.log(variance) - Math.log(windows));
  }
  if (windows < 2 || means.length < 2) return undefined;
  const least = means.reduce((a, b) => Math.min(a, b));
  const most = means.reduce((a, b) => Math.max(a, b));
  const { slope } = leastSquaresLine(Float64Array.from(means), Float64Array.from(deviations));
  return { exponent: slope, windows, span: Math.exp(most - least) };
}
