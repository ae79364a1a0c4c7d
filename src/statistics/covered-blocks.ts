import type { Symbols } from "../core/sequence.ts";
import { type BlockStatistics, blockEntropyProfile, blockStatistics } from "./block-entropy.ts";
import { denseKGramCounts, mostDenseKGrams } from "./k-gram-ids.ts";
import { SuffixStructures } from "./suffixes.ts";

/** Up to this length numbering the k-grams is faster than a suffix array, which serves all lengths at once. */
const namedOrders = 4;
/** From this length on only a table of all possible k-grams is faster: hash tables do not fit the cache. */
const longSequence = 2 ** 18;
/** If a suffix array is built anyway, only tables that stay in the cache are faster. */
const tabledOrders = 2;

/**
 * The same as `blockEntropyProfile`, with a suffix array for long k-grams.
 *
 * @param structures suffix structures of the sequence, if they are needed anyway; they limit the order
 * @returns one entry an order from 1 on; the last may be below the floor; empty when there is no k-gram
 * Cost: O(n) an order up to 4, of long sequences once for all these, then O(n) once for all others.
 */
export function coveredBlocks(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  maxOrder: number,
  coverageFloor: number,
  structures?: () => SuffixStructures,
): BlockStatistics[] {
  const tabled = structures === undefined ? namedOrders : tabledOrders;
  const short = symbols.length < longSequence;
  // If all possible pairs as singletons would leave the coverage above the floor, longer k-grams and thus the suffix array are needed.
  const pairsAreCovered = () =>
    alphabetSize * alphabetSize <= (1 - coverageFloor) * (symbols.length - segmentEnds.length);
  const dense = short ? 0 : Math.min(tabled, maxOrder, denseOrder(alphabetSize));
  // In a batch of small files the kernel runs already after the first.
  const atHand = short && SuffixStructures.areReady();
  const sorted = structures !== undefined && (atHand || (!short && maxOrder > dense && pairsAreCovered()));
  const named = sorted ? 0 : dense === 0 ? Math.min(namedOrders, maxOrder) : dense;
  const profile =
    sorted || dense === 0
      ? blockEntropyProfile(symbols, segmentEnds, alphabetSize, named, coverageFloor)
      : denseProfile(symbols, segmentEnds, alphabetSize, named, coverageFloor);
  const last = profile.at(-1);
  if (maxOrder <= named || profile.length < named || (last?.coverage ?? 1) < coverageFloor) return profile;
  const suffixes =
    structures?.() ?? new SuffixStructures(symbols, segmentEnds, alphabetSize, { orders: maxOrder });
  for (let order = named + 1; order <= Math.min(maxOrder, suffixes.orders); order++) {
    const block = suffixes.block(order);
    profile.push(block);
    if (block.coverage < coverageFloor) break;
  }
  return profile;
}

/** Length of the longest k-grams for a table of all possible ones. */
function denseOrder(alphabetSize: number): number {
  let order = 0;
  for (
    let possible = alphabetSize;
    possible <= mostDenseKGrams && order < namedOrders;
    possible *= alphabetSize
  )
    order++;
  return order;
}

/** Shape as `blockEntropyProfile`. */
function denseProfile(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  maxOrder: number,
  coverageFloor: number,
): BlockStatistics[] {
  const profile: BlockStatistics[] = [];
  for (const [i, counts] of denseKGramCounts(symbols, segmentEnds, alphabetSize, maxOrder).entries()) {
    if (counts.every((count) => count === 0)) break;
    const block = blockStatistics(i + 1, counts);
    profile.push(block);
    if (block.coverage < coverageFloor) break;
  }
  return profile;
}
