import type { Verdict } from "../core/report.ts";

/** What a verdict rests on. */
export interface Evidence {
  /** L, the longest word measured */
  readonly order: number;
  readonly randomness: number;
  readonly randomnessHalf: number | null;
  /** excess entropy beyond the mean of the shuffles, bit */
  readonly excess: number;
  readonly excessHalf: number | null;
  /** whether the excess entropy is above that of every shuffle */
  readonly beyondShuffles: boolean;
  /** whether one order beyond L still tells the sequence from its shuffles */
  readonly hintBeyond: boolean;
}

/** Below this share of log2 A a sequence counts as ordered. */
const orderLimit = 0.02;

/**
 * The verdict that the evidence allows and no more.
 *
 * @throws never
 */
export function decideRegime(evidence: Evidence): Verdict {
  const { order, randomness, randomnessHalf, excess, excessHalf, beyondShuffles, hintBeyond } = evidence;
  if (randomnessHalf !== null && randomness + randomnessHalf < orderLimit) {
    return { regime: "order", because: `words of ${order} leave under ${orderLimit} of log2 A to chance` };
  }
  if (beyondShuffles && excessHalf !== null && excess - excessHalf > 0) {
    return {
      regime: "structured",
      because: `excess entropy of words of ${order} above every shuffle and its error`,
    };
  }
  if (!beyondShuffles && !hintBeyond) {
    return { regime: "noise", because: `words of ${order} and ${order + 1} are like those of its shuffles` };
  }
  return {
    regime: "undecided",
    because: beyondShuffles
      ? "above its shuffles, but within the error"
      : "may hold order; needs a larger sample",
  };
}
