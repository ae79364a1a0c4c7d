import type { BlockStatistics } from "./block-entropy-profile.ts";
import type { ExcessEntropyJackknife } from "./delete-block-jackknife.ts";
import { studentQuantile } from "./student-t.ts";

/** Half-widths of intervals around the estimates of E(L) and h(L). */
export interface ExcessEntropyErrors {
  /** bit */
  readonly excessEntropy: number;
  /** bit/symbol */
  readonly entropyGain: number;
}

/**
 * Share of the plug-in bias that is allowed to be left after Grassberger's correction. His correction is for
 * independent draws; words overlap and depend on each other, and what it leaves of the bias grows with L.
 */
const biasLeft = 0.25;

/**
 * Half-widths for E(L) and h(L): sampling error by the jackknife, plus the share of the bias that may be left.
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
  return {
    excessEntropy:
      quantile * jackknife.excessEntropy.standardError + biasLeft * Math.max(0, order - 1) * gainBias,
    entropyGain: quantile * jackknife.entropyGain.standardError + biasLeft * gainBias,
  };
}
