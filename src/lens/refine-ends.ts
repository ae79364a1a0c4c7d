import type { Range } from "./rest-law.ts";

/** Bytes to both sides in which an end is looked for, at least, and as a share of the stretch. */
const leastMargin = 256;
const marginShare = 1 / 4;
/** Pairs of the rest that a law of a stretch begins with, by first byte. */
export const pairPrior = 4;
const rounds = 2;

/** How often pairs of bytes occur in a text. */
export interface PairCounts {
  readonly pairs: Uint32Array;
  readonly firsts: Uint32Array;
}

/** A stretch, and by how much likelier its pairs are by its own law than by that of the rest. */
export interface RefinedRange extends Range {
  readonly bits: number;
}

/**
 * The pairs that end in a stretch.
 *
 * Cost: O(stretch + 65 536).
 */
export function countPairs(bytes: Uint8Array, start = 0, end: number = bytes.length): PairCounts {
  const pairs = new Uint32Array(65_536);
  const firsts = new Uint32Array(256);
  const from = Math.max(1, start);
  let pair = bytes[from - 1] ?? 0;
  for (let i = from; i < end; i++) {
    pair = ((pair << 8) | bytes[i]!) & 0xffff;
    pairs[pair]!++;
    firsts[pair >>> 8]!++;
  }
  return { pairs, firsts };
}

/** The probability of a pair's second byte in a text without a stretch. */
export function restOfPair(whole: PairCounts, stretch: PairCounts, pair: number): number {
  const first = pair >>> 8;
  return (
    (whole.pairs[pair]! - stretch.pairs[pair]! + 1 / 16) /
    (whole.firsts[first]! - stretch.firsts[first]! + 16)
  );
}

/**
 * Where a stretch of another kind most likely begins and ends: so that its bytes are likelier by the pairs that occur in it than
 * by those of the rest. A pair is not judged by itself: it is left out of the counts that judge it.
 *
 * @param whole of the whole text
 * @param low first byte that the stretch may begin at
 * @param high end that it may have
 * Cost: O(stretch + 65 536).
 */
export function refineEnds(
  bytes: Uint8Array,
  whole: PairCounts,
  given: Range,
  low: number,
  high: number,
): RefinedRange {
  let { start, end } = given;
  let bits = 0;
  const margin = Math.max(leastMargin, Math.floor((end - start) * marginShare));
  const from = Math.max(low, start - margin, 1);
  const to = Math.min(high, end + margin);
  for (let round = 0; round < rounds; round++) {
    const own = countPairs(bytes, start, end);
    const { pairs, firsts } = own;
    // The stretch with the largest sum.
    let [sum, most, since] = [0, 0, from];
    const [before, after] = [start, end];
    for (let i = from; i < to; i++) {
      const first = bytes[i - 1]!;
      const pair = (first << 8) | bytes[i]!;
      const inside = i >= before && i < after ? 1 : 0;
      const rest = restOfPair(whole, own, pair);
      const likely = (pairs[pair]! - inside + pairPrior * rest) / (firsts[first]! - inside + pairPrior);
      sum += Math.log(likely / rest);
      if (sum <= 0) [sum, since] = [0, i + 1];
      if (sum <= most) continue;
      most = sum;
      [start, end] = [since, i + 1];
    }
    bits = most / Math.LN2;
    if (start === before && end === after) break;
  }
  return { start, end, bits };
}
