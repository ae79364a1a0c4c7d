import { countPairs, type PairCounts, pairPrior, type RefinedRange, restOfPair } from "./refine-ends.ts";
import type { Range } from "./rest-law.ts";

/** A part of a stretch. */
export interface Part extends RefinedRange {
  /** bits by which its pairs are likelier by the law of the other part than by that of the rest: of which of them it is */
  readonly kinship: number;
}

/**
 * The two parts of a stretch whose pairs of bytes follow laws of their own: what stands beside another kind may be unlike the rest
 * for its own reasons. They are told apart where both laws are likelier than that of the whole by more than it takes to say
 * where the change is. As elsewhere, a pair is left out of the counts that judge it.
 *
 * @param whole of the whole text
 * @returns none: its law does not change
 * Cost: O(stretch + 65 536).
 * Source: Vostrikova 1981, Soviet Math. Dokl. 24 (binary segmentation); Rissanen 1978, Automatica 14 (the price of a change).
 */
export function splitStretch(bytes: Uint8Array, whole: PairCounts, { start, end }: Range): readonly Part[] {
  const own = countPairs(bytes, start, end);
  const before = countPairs(bytes, start, start);
  const after = countPairs(bytes, start, start);
  const from = Math.max(1, start);
  /** by how much the pairs of either side are likelier than by the law of the rest, natural logarithms */
  let [ofBefore, ofAfter] = [0, 0];
  const pairAt = (i: number) => (bytes[i - 1]! << 8) | bytes[i]!;
  for (let i = from; i < end; i++) ofAfter += counted(after, pairAt(i), restOfPair(whole, own, pairAt(i)));
  let most = ofAfter + Math.log(bytes.length);
  let at = start;
  let bits: readonly [number, number] = [0, 0];
  for (let i = from; i < end - 1; i++) {
    const rest = restOfPair(whole, own, pairAt(i));
    ofBefore += counted(before, pairAt(i), rest);
    ofAfter -= uncounted(after, pairAt(i), rest);
    if (ofBefore + ofAfter <= most) continue;
    most = ofBefore + ofAfter;
    at = i + 1;
    bits = [ofBefore / Math.LN2, ofAfter / Math.LN2];
  }
  if (at === start) return [];
  const kinship = (part: Range, other: Range) => {
    const { pairs, firsts } = countPairs(bytes, other.start, other.end);
    let sum = 0;
    for (let i = Math.max(1, part.start); i < part.end; i++) {
      const rest = restOfPair(whole, own, pairAt(i));
      const likely = (pairs[pairAt(i)]! + pairPrior * rest) / (firsts[bytes[i - 1]!]! + pairPrior);
      sum += Math.log2(likely / rest);
    }
    return sum;
  };
  const [one, other] = [
    { start, end: at },
    { start: at, end },
  ];
  return [
    { ...one, bits: bits[0], kinship: kinship(one, other) },
    { ...other, bits: bits[1], kinship: kinship(other, one) },
  ];
}

/** Counts a pair. @returns by how much likelier all are with it */
export function counted({ pairs, firsts }: PairCounts, pair: number, rest: number): number {
  const [count, of] = [pairs[pair]!++, firsts[pair >>> 8]!++];
  return risen(count, pairPrior * rest) - risen(of, pairPrior) - Math.log(rest);
}

/** Counts a pair no more. @returns by how much likelier all were with it */
function uncounted({ pairs, firsts }: PairCounts, pair: number, rest: number): number {
  const [count, of] = [--pairs[pair]!, --firsts[pair >>> 8]!];
  return risen(count, pairPrior * rest) - risen(of, pairPrior) - Math.log(rest);
}

/** What one more adds to the logarithms of counts that each leave themselves out. */
function risen(count: number, prior: number): number {
  return (count + 1) * Math.log(count + prior) - (count > 0 ? count * Math.log(count - 1 + prior) : 0);
}
