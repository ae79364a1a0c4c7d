import { coverageFloor } from "../../../src/core/constants.ts";
import type { Symbols } from "../../../src/core/sequence.ts";
import { blockEntropyProfile } from "../../../src/statistics/block-entropy.ts";
import { excessEntropyOfProfile } from "../../../src/statistics/excess-entropy.ts";

/** The excess entropy of a sequence, from the profile of its k-grams. */
export function gatedExcessEntropy(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  maxOrder: number,
) {
  const profile = blockEntropyProfile(symbols, segmentEnds, alphabetSize, maxOrder, coverageFloor);
  return excessEntropyOfProfile(profile, coverageFloor);
}
