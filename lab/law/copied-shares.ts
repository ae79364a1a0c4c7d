import type { SymbolSequence } from "../../src/core/sequence.ts";

/** Symbols that have to agree before what comes next is taken for a copy: in one segment, and anywhere. */
const [shortCopy, longCopy] = [6, 16];
/**
 * How much of a sequence is copied: the share of symbols that follow where the six symbols before them stood last in their own segment,
 * and of those that follow where the sixteen before them stood last in an earlier segment. The one is what a learner can
 * recall from its context, the other what it has to know by heart.
 *
 * @returns of the segments that begin in the second half
 * Cost: some 500 ns and 80 bytes a symbol.
 */
export function copiedShares({ symbols, segmentEnds }: SymbolSequence): {
  readonly within: number;
  readonly across: number;
} {
  const n = symbols.length;
  // By hash, where the symbols that follow stood last.
  const recent = new Map<number, number>();
  const earlier = new Map<number, number>();
  const hash = (from: number, to: number) => {
    let [low, high] = [0x811c9dc5, 0x2545f491];
    for (let i = from; i < to; i++) {
      low = Math.imul(low ^ symbols[i]!, 0x01000193);
      high = Math.imul(high ^ symbols[i]!, 0x9e3779b1) ^ (high >>> 15);
    }
    // 53 bits, which a double keeps: no two of some million stretches have the same, but by a chance of one in ten thousand.
    return (low >>> 0) * 0x20_0000 + (high >>> 11);
  };
  const agree = (one: number, other: number, length: number) => {
    for (let i = 1; i <= length; i++) if (symbols[one - i] !== symbols[other - i]) return false;
    return true;
  };
  let [within, across, counted, start] = [0, 0, 0, 0];
  for (const end of segmentEnds) {
    const asked = 2 * start >= n;
    for (let at = start + shortCopy; at < end; at++) {
      const key = hash(at - shortCopy, at);
      const place = recent.get(key) ?? -1;
      if (
        asked &&
        place >= start + shortCopy &&
        agree(place, at, shortCopy) &&
        symbols[place] === symbols[at]
      )
        within++;
      recent.set(key, at);
    }
    for (let at = start + longCopy; asked && at < end; at++) {
      const place = earlier.get(hash(at - longCopy, at)) ?? -1;
      if (place >= 0 && agree(place, at, longCopy) && symbols[place] === symbols[at]) across++;
    }
    for (let at = start + longCopy; at < end; at++) earlier.set(hash(at - longCopy, at), at);
    if (asked) counted += end - start;
    start = end;
  }
  return { within: within / Math.max(1, counted), across: across / Math.max(1, counted) };
}
