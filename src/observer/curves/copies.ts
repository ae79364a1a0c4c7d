import { type Symbols, segmentsOf } from "../../core/sequence.ts";

/** Length of the strings by which earlier occurrences are found. */
const seedLength = 32;
/**
 * A repeated string is a copy if its first occurrence had at least this much information, bits; with less it is a pattern, as
 * in the bank on which the border of patterns is measured.
 */
const leastInformation = 1000;

/** Odd, so that every bit of a symbol reaches the upper bits of the hash. */
const multiplier = 0x9e3779b1;

/**
 * Marks passages of a sequence that occurred earlier in it.
 *
 * @param segmentEnds ascending, the last one n; no passage crosses one
 * @param losses of the sequence in its own order, bits, shape (n,)
 * @returns 1: copied, shape (n,)
 * @throws RangeError when memory cannot be had
 * Cost: O(n); some 10 bytes a symbol, 18 where there are copies.
 * Source: Karp & Rabin 1987, IBM J. Res. Dev. 31 (rolling hash); each match is compared symbol by symbol.
 */
export function findCopies(
  symbols: Symbols,
  segmentEnds: readonly number[],
  losses: Float64Array,
): Uint8Array {
  const n = symbols.length;
  const copied = new Uint8Array(n);
  if (n <= seedLength) return copied;
  const slots = 2 ** Math.ceil(Math.log2(2 * n));
  const shift = 32 - Math.log2(slots);
  // By hash: the last end of a string, plus one.
  const ended = new Uint32Array(slots);
  // Information of each symbol at its first occurrence; equal to the losses where there are no copies.
  let information = losses;
  for (const [start, end] of segmentsOf(segmentEnds)) {
    let hash = 0;
    // Start of the current passage, the distance to its source, whether its information is enough for a copy, and that
    // information.
    let [from, distance, isCopy, bits] = [start, 0, false, 0];
    // All passages before this position have been compared.
    let open = start;
    for (let at = start; at < end; at++) {
      hash = (Math.imul(hash, multiplier) + symbols[at]! + 1) | 0;
      const first = at - seedLength + 1;
      if (distance > 0 && symbols[at] !== symbols[at - distance]) [distance, open] = [0, at];
      if (first < start) continue;
      const slot = Math.imul(hash ^ (hash >>> 15), multiplier) >>> shift;
      const last = ended[slot]! - 1;
      ended[slot] = at + 1;
      hash = (hash - Math.imul(leaving, symbols[first]! + 1)) | 0;
      if (distance === 0 && last >= 0 && agree(symbols, last, at)) {
        [from, distance, isCopy] = [first, at - last, false];
        // A hash slot keeps one string, so a passage may begin before the first match.
        while (from > open && from > distance && symbols[from - 1] === symbols[from - 1 - distance]) from--;
        bits = 0;
        for (let t = from; t < at; t++) bits += information[t - distance]!;
      }
      if (distance === 0) continue;
      bits += information[at - distance]!;
      if (!isCopy && bits < leastInformation) continue;
      if (information === losses) information = losses.slice();
      for (let t = isCopy ? at : from; t <= at; t++) {
        copied[t] = 1;
        information[t] = information[t - distance]!;
      }
      isCopy = true;
    }
  }
  return copied;
}

/** Information of the first occurrence that makes an overlap, bits; less may be chance: 96 places have 9 216 pairs. */
const leastOverlap = 32;

/**
 * Marks overlaps of places that were sampled from one input. If the input contains a passage twice, the end of one place can
 * equal the beginning of another. Marks the later of both.
 *
 * @param segmentEnds ascending, each the end of a place, the last one n
 * @param losses of the sequence in its own order, bits, shape (n,)
 * @param copied shape (n,)
 * Cost: O(n), plus the common lengths of all similar pairs of places, at most O(n places); 16 bytes a symbol.
 */
export function markOverlaps(
  symbols: Symbols,
  segmentEnds: readonly number[],
  losses: Float64Array,
  copied: Uint8Array,
): void {
  const starts = segmentEnds.map((_, place) => segmentEnds[place - 1] ?? 0);
  const beginnings = beginningsOf(symbols, starts, segmentEnds);
  const longest = new Uint32Array(starts.length);
  for (const [one, end] of segmentEnds.entries()) {
    longest.fill(0);
    let [hash, factor] = [0, 1];
    for (let from = end - 1; from >= starts[one]!; from--) {
      hash = (hash + Math.imul(symbols[from]! + 1, factor)) | 0;
      factor = Math.imul(factor, multiplier);
      beginnings.find(hash, end - from, (place) => {
        longest[place] = end - from;
      });
    }
    for (const [other, length] of longest.entries()) {
      if (other === one || !agree(symbols, end - 1, starts[other]! + length - 1, length)) continue;
      const [earlier, later] = one < other ? [end - length, starts[other]!] : [starts[other]!, end - length];
      let information = 0;
      for (let t = 0; t < length; t++) information += losses[earlier + t]!;
      if (information >= leastOverlap) copied.fill(1, later, later + length);
    }
  }
}

/** The beginnings of all places, by hash. */
function beginningsOf(symbols: Symbols, starts: readonly number[], ends: readonly number[]) {
  const n = symbols.length;
  const shift = 32 - Math.ceil(Math.log2(2 * n));
  const slotOf = (hash: number) => Math.imul(hash ^ (hash >>> 15), multiplier) >>> shift;
  // By slot and last symbol: the last symbol of a beginning in that slot, plus one.
  const newest = new Uint32Array(2 ** (32 - shift));
  const older = new Uint32Array(n);
  const hashes = new Int32Array(n);
  const placeOf = new Uint32Array(n);
  for (const [place, start] of starts.entries()) {
    let hash = 0;
    for (let at = start; at < ends[place]!; at++) {
      hash = (Math.imul(hash, multiplier) + symbols[at]! + 1) | 0;
      const slot = slotOf(hash);
      [hashes[at], placeOf[at], older[at]] = [hash, place, newest[slot]!];
      newest[slot] = at + 1;
    }
  }
  return {
    find(hash: number, length: number, found: (place: number) => void): void {
      for (let last = newest[slotOf(hash)]!; last > 0; last = older[last - 1]!) {
        const place = placeOf[last - 1]!;
        if (hashes[last - 1] === hash && last - starts[place]! === length) found(place);
      }
    },
  };
}

/** The factor of the oldest symbol of a string in its hash. */
const leaving = leavingFactor();

function leavingFactor(): number {
  let factor = 1;
  for (let i = 1; i < seedLength; i++) factor = Math.imul(factor, multiplier);
  return factor;
}

/** Whether two strings of a length, given by their ends, are equal. */
function agree(symbols: Symbols, one: number, other: number, length = seedLength): boolean {
  for (let back = 0; back < length; back++) if (symbols[one - back] !== symbols[other - back]) return false;
  return true;
}
