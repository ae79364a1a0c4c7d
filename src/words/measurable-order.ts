import type { BlockStatistics } from "./block-entropy-profile.ts";
import { unseenEntropy } from "./unseen-words.ts";

/** Occurrences a word needs on average before its block entropy counts as measured. */
const occurrencesPerWord = 16;
/**
 * Words that one more symbol may carry beyond the ends of segments, as a share: H(L) and H(L - 1) are compared, and in short records the
 * words of the one stand in other places than those of the other.
 */
const cutShare = 0.05;

/**
 * The word length L at which a sample is best described: words longer than that either are too rare to be measured
 * or add nothing that the sample can show.
 *
 * Coverage alone is not enough. At the longest covered length E(L) = H(L) - L h(L) still carries a bias of several
 * standard errors, since L multiplies the bias of h (binary Markov chain, n = 1e5, L = 15: 4 standard errors). So
 * words must also occur 16 times on average, and among the lengths left the Bayesian information criterion for the
 * order of a Markov chain decides, with h(L) as large as words not seen may make it: a period of 27 under 2 % of noise
 * seems more certain the longer the words, since wrong symbols come in too many combinations to be seen twice. With that
 * rule intervals of E and h hold (see the calibration tests).
 *
 * @param profile block statistics of orders 1, 2, ... without gaps
 * @param coverageFloor smallest Good-Turing coverage that counts as covered
 * @returns L, or 0 when not even single symbols are covered
 * Cost: O(orders).
 * Source: Schwarz 1978, Ann. Statist. 6; Csiszar & Shields 2000, Ann. Statist. 28 (consistency for Markov orders).
 */
export function measurableOrder(profile: readonly BlockStatistics[], coverageFloor: number): number {
  const alphabet = profile[0]?.distinct ?? 1;
  let best = 0;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [i, block] of profile.entries()) {
    if (block.coverage < coverageFloor) break;
    if (i > 0 && block.distinct * occurrencesPerWord > block.words) break;
    const shorter = profile[i - 1];
    if (shorter !== undefined && block.words < (1 - cutShare) * shorter.words) break;
    const hidden = unseenEntropy(block, alphabet);
    const gainNats = Math.LN2 * (block.plugIn - (shorter?.plugIn ?? 0) + hidden);
    const parameters = block.distinct - (shorter?.distinct ?? 1);
    const cost = block.words * gainNats + (parameters / 2) * Math.log(block.words);
    // An order must pay for at least one parameter: rounding at the ends of a periodic sequence pays for none.
    if (cost < bestCost - Math.log(block.words) / 2) {
      best = i + 1;
      bestCost = cost;
    }
  }
  return best;
}
