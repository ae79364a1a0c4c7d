import { coverageFloor, shuffleCount } from "../../core/constants.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { defineShared, type SharedAccess } from "../../core/shared-value.ts";
import { shuffled } from "../../math/sampling.ts";
import { coveredBlocks } from "../../statistics/covered-blocks.ts";
import { excessEntropyOfProfile } from "../../statistics/excess-entropy.ts";
import { compactSequence } from "./compact-sequence.ts";
import { measuredStructure } from "./measured-structure.ts";

/** What the same symbols give when their order does not matter. */
export interface ShuffleControl {
  /** E of each shuffle, bit, each at the order it can measure up to that of the sequence */
  readonly excessEntropies: Float64Array;
  /**
   * H(L+1) of each shuffle, bit, one order beyond what was measured: biased, but alike for sample and shuffles.
   * Infinity where a shuffle lost its coverage before that order.
   */
  readonly nextBlockEntropies: Float64Array;
}

/** What one shuffle gives, as `ShuffleControl` has it. */
interface MeasuredShuffle {
  readonly excessEntropy: number;
  readonly nextBlockEntropy: number;
}

/**
 * Shuffles measured just as the sequence was, one after the other, as many as are asked for; none where the sequence itself cannot be
 * measured.
 *
 * @param name of their draws
 * @throws RangeError when tables cannot be allocated
 * Cost: O(n L) each, usually less since shuffles lose coverage early.
 * Source: Theiler et al. 1992, Physica D 58 (surrogates).
 */
export function* measuredShuffles(
  { segmentEnds }: SymbolSequence,
  access: SharedAccess,
  name: string,
): Generator<MeasuredShuffle, void> {
  const { symbols, alphabetSize } = access.get(compactSequence);
  const { measured } = access.get(measuredStructure);
  if (!measured.covered) return;
  const { order } = measured;
  const random = access.random.fork(name);
  for (;;) {
    const copy = shuffled(symbols, (bound) => random.below(bound));
    const profile = coveredBlocks(copy, segmentEnds, alphabetSize, order + 1, coverageFloor);
    const shuffle = excessEntropyOfProfile(profile.slice(0, order), coverageFloor);
    yield {
      excessEntropy: shuffle.covered ? shuffle.excessEntropy : 0,
      nextBlockEntropy: profile[order]?.grassberger ?? Number.POSITIVE_INFINITY,
    };
  }
}

/**
 * Nineteen shuffles: one in twenty sequences in no order is beyond all of them.
 *
 * Cost: nineteen times O(n L).
 * Source: Barnard 1963, J. R. Stat. Soc. B 25 (Monte Carlo tests).
 */
export const shuffleControl = defineShared("shuffle-control", (sequence, access): ShuffleControl => {
  const [excessEntropies, nextBlockEntropies] = [[] as number[], [] as number[]];
  for (const { excessEntropy, nextBlockEntropy } of measuredShuffles(sequence, access, "shuffle-control")) {
    excessEntropies.push(excessEntropy);
    if (nextBlockEntropies.push(nextBlockEntropy) === shuffleCount) break;
  }
  return {
    excessEntropies: Float64Array.from(excessEntropies),
    nextBlockEntropies: Float64Array.from(nextBlockEntropies),
  };
});
