import { studentQuantile } from "../../math/intervals.ts";
import { meanOf } from "../../math/sums.ts";
import { type Estimate, leastHalfWidth } from "./curve-estimates.ts";

/** An interval wider than that of a few shuffles by this factor is wider for a reason, not by chance. */
const clearlyWider = 2;

/**
 * dS = S minus the mean S of shuffles learned the same way. For exchangeable symbols its expectation is 0 at every length,
 * since the sequence is one of its shuffles.
 *
 * The spread of the shuffles shows how S depends on the drawn symbols: the interval includes it.
 *
 * @param own S of the sequence
 * @param shuffles S of two or more
 * @param level of the intervals
 * @throws RangeError for a level outside (0, 1)
 */
export function structureBeyondShuffles(own: Estimate, shuffles: readonly number[], level: number): Estimate {
  const count = shuffles.length;
  const mean = meanOf(shuffles);
  const squares = shuffles.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  const ofOne = studentQuantile(level, count - 1) * Math.sqrt(squares / (count - 1));
  // A sequence without order varies as its shuffles do; one with structure has a much larger error of its own.
  const ofOwn = own.halfWidth > clearlyWider * ofOne ? own.halfWidth : ofOne;
  const halfWidth = Math.max(leastHalfWidth, Math.hypot(ofOwn, ofOne / Math.sqrt(count)));
  return { value: own.value - mean, halfWidth };
}
