import { coverageFloor, shuffleCount } from "../../core/constants.ts";
import { defineShared, type SharedValue } from "../../core/shared-value.ts";
import { shuffled } from "../../math/shuffle.ts";
import { coveredBlocks } from "../../words/covered-blocks.ts";
import { excessEntropyOfProfile } from "../../words/gated-excess-entropy.ts";
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

/**
 * Shuffles measured just as the sequence was; none where the sequence itself cannot be measured.
 *
 * @param wanted how many
 * Cost: so many times O(n L), usually less since shuffles lose coverage early.
 * Source: Theiler et al. 1992, Physica D 58 (surrogates); Barnard 1963, J. R. Stat. Soc. B 25 (Monte Carlo tests).
 */
export function shuffleControlOf(wanted: number): SharedValue<ShuffleControl> {
  const name = wanted === shuffleCount ? "shuffle-control" : `shuffle-control-${wanted}`;
  return defineShared(name, ({ segmentEnds }, access): ShuffleControl => {
    const { symbols, alphabetSize } = access.get(compactSequence);
    const { measured } = access.get(measuredStructure);
    const count = measured.covered ? wanted : 0;
    const order = measured.covered ? measured.order : 0;
    const excessEntropies = new Float64Array(count);
    const nextBlockEntropies = new Float64Array(count);
    const random = access.random.fork(name);
    for (let r = 0; r < count; r++) {
      const copy = shuffled(symbols, (bound) => random.below(bound));
      const profile = coveredBlocks(copy, segmentEnds, alphabetSize, order + 1, coverageFloor);
      const shuffle = excessEntropyOfProfile(profile.slice(0, order), coverageFloor);
      excessEntropies[r] = shuffle.covered ? shuffle.excessEntropy : 0;
      nextBlockEntropies[r] = profile[order]?.grassberger ?? Number.POSITIVE_INFINITY;
    }
    return { excessEntropies, nextBlockEntropies };
  });
}

/** The usual 19 shuffles. */
export const shuffleControl = shuffleControlOf(shuffleCount);
