import { reachAbove, studentQuantile } from "../math/intervals.ts";
import type { BlockStatistics } from "./block-entropy-profile.ts";
import type { ExcessEntropyJackknife } from "./delete-block-jackknife.ts";
import { unseenEntropy } from "./unseen-words.ts";

/** How far an interval reaches to either side of its estimate. */
export interface Reach {
  readonly below: number;
  readonly above: number;
}

/** Intervals around the estimates of E(L) and h(L). */
export interface ExcessEntropyErrors {
  /** bit */
  readonly excessEntropy: Reach;
  /** bit/symbol */
  readonly entropyGain: Reach;
}

/**
 * Share of the plug-in bias that is allowed to be left after Grassberger's correction. His correction is for
 * independent draws; words overlap and depend on each other, and what it leaves of the bias grows with L.
 */
const biasLeft = 0.25;

/**
 * Intervals of E(L) and h(L): sampling error by the jackknife, plus the share of the bias that may be left.
 *
 * Words too rare to be seen act on one side only: H(L) lacks what they hide, so that h(L) may be larger by as much and
 * E(L) = H(L - 1) - (L - 1) h(L) smaller by L - 1 times as much. A long period under faint noise has many of them.
 *
 * @param profile block statistics of orders 1, 2, ... without gaps, at least up to `order`
 * @param order L >= 1
 * @param jackknife of the same sequence and order
 * @param level nominal coverage, such as 0.95
 * @throws RangeError for a level outside (0, 1)
 * Cost: O(1).
 * Source: Kunsch 1989, Ann. Statist. 17; Miller 1955 (bias (D - 1) / 2n nats of a plug-in entropy of D words).
 */
export function excessEntropyErrors(
  profile: readonly BlockStatistics[],
  order: number,
  jackknife: ExcessEntropyJackknife,
  level: number,
): ExcessEntropyErrors {
  const quantile = studentQuantile(level, jackknife.degreesOfFreedom);
  const longer = profile[order - 1];
  const shorter = profile[order - 2];
  const parameters = (longer?.distinct ?? 1) - (shorter?.distinct ?? 1);
  const gainBias = longer === undefined ? 0 : parameters / (2 * longer.words * Math.LN2);
  const hidden = longer === undefined ? 0 : unseenEntropy(longer, profile[0]!.distinct);
  const { excessEntropy, entropyGain } = jackknife;
  const excess = quantile * excessEntropy.standardError + biasLeft * Math.max(0, order - 1) * gainBias;
  const gain = quantile * entropyGain.standardError + biasLeft * gainBias;
  return {
    excessEntropy: {
      below: excess + (order - 1) * hidden,
      above: reachAbove(excessEntropy.estimate, excess),
    },
    entropyGain: { below: gain, above: reachAbove(entropyGain.estimate, gain) + hidden },
  };
}
