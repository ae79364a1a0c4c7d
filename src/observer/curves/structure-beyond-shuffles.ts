import { studentQuantile } from "../../math/intervals.ts";
import { type Estimate, leastHalfWidth } from "./curve-estimates.ts";

/** An interval so many times that of a few shuffles is not theirs by chance. */
const clearlyWider = 2;

/**
 * dS = S less the mean S of shuffles learned the same way. For symbols in no order the expectation is 0 at every
 * length, since the sequence is one of its shuffles.
 *
 * What S owes to the symbols that happened to be learned shows in the spread of the shuffles: the interval holds that, too.
 *
 * @param own S of the sequence
 * @param shuffles S of two or more
 * @param level of the intervals
 * @throws RangeError for a level outside (0, 1)
 */
export function structureBeyondShuffles(own: Estimate, shuffles: readonly number[], level: number): Estimate {
  const count = shuffles.length;
  const mean = shuffles.reduce((sum, one) => sum + one, 0) / count;
  const squares = shuffles.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  const ofOne = studentQuantile(level, count - 1) * Math.sqrt(squares / (count - 1));
  // A sequence in no order varies as its shuffles do; one with structure has a clearly larger error of its own.
  const ofOwn = own.halfWidth > clearlyWider * ofOne ? own.halfWidth : ofOne;
  const halfWidth = Math.max(leastHalfWidth, Math.hypot(ofOwn, ofOne / Math.sqrt(count)));
  return { value: own.value - mean, halfWidth };
}
