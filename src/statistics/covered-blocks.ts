import type { Symbols } from "../core/sequence.ts";
import { type BlockStatistics, blockEntropyProfile } from "./block-entropy-profile.ts";
import { SuffixStructures } from "./suffix-structures.ts";

/** Up to this length naming the words is cheaper than a suffix array, which serves all lengths at once. */
const namedWords = 4;

/**
 * The same as `blockEntropyProfile`, for long words by a suffix array.
 *
 * @param structures suffix structures of the sequence, if they are wanted anyway; they limit the order
 * @returns one entry an order from 1 on; the last may lie below the floor; empty when there is no word
 * @throws RangeError when the tables exceed what the platform can allocate
 * Cost: O(n) an order up to 4, then O(n) once for all others.
 */
export function coveredBlocks(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  maxOrder: number,
  coverageFloor: number,
  structures: () => SuffixStructures = () =>
    new SuffixStructures(symbols, segmentEnds, alphabetSize, { orders: maxOrder }),
): BlockStatistics[] {
  const named = Math.min(namedWords, maxOrder);
  const profile = blockEntropyProfile(symbols, segmentEnds, alphabetSize, named, coverageFloor);
  const last = profile.at(-1);
  if (maxOrder <= named || profile.length < named || last === undefined || last.coverage < coverageFloor)
    return profile;
  const suffixes = structures();
  for (let order = named + 1; order <= Math.min(maxOrder, suffixes.orders); order++) {
    const block = suffixes.block(order);
    profile.push(block);
    if (block.coverage < coverageFloor) break;
  }
  return profile;
}
