import type { Random } from "../core/random.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { blockEntropyProfile } from "../statistics/block-entropy-profile.ts";
import { excessEntropyOfProfile } from "../statistics/gated-excess-entropy.ts";
import { shuffled } from "../statistics/shuffle.ts";

/** Nineteen shuffles make "beyond all of them" a one-sided test at level 0.05. */
export const shuffleCount = 19;

/** What the same symbols give when their order does not matter. */
export interface ShuffleControl {
  /** E of each shuffle, bit */
  readonly excessEntropies: Float64Array;
  /**
   * H(L+1) of each shuffle, bit, one order beyond what the sample covers: biased, but alike for sample and shuffles.
   * Infinity where a shuffle lost its coverage before that order.
   */
  readonly nextBlockEntropies: Float64Array;
}

/**
 * Measures shuffles of a sequence just as the sequence was measured.
 *
 * @param order L of the sequence, at least 1
 * @throws RangeError when tables cannot be allocated
 * Cost: 19 times O(n L), usually less since shuffles lose coverage early.
 * Source: Theiler et al. 1992, Physica D 58.
 */
export function shuffleControl(
  sequence: SymbolSequence,
  order: number,
  coverageFloor: number,
  random: Random,
): ShuffleControl {
  const { symbols, segmentEnds, alphabetSize } = sequence;
  const excessEntropies = new Float64Array(shuffleCount);
  const nextBlockEntropies = new Float64Array(shuffleCount);
  for (let r = 0; r < shuffleCount; r++) {
    const copy = shuffled(symbols, (bound) => random.below(bound));
    const profile = blockEntropyProfile(copy, segmentEnds, alphabetSize, order + 1, coverageFloor);
    const measured = excessEntropyOfProfile(profile.slice(0, order), coverageFloor);
    excessEntropies[r] = measured.covered ? measured.excessEntropy : 0;
    nextBlockEntropies[r] = profile[order]?.grassberger ?? Number.POSITIVE_INFINITY;
  }
  return { excessEntropies, nextBlockEntropies };
}
