import type { Symbols } from "../core/sequence.ts";
import { rankSymbols } from "../wasm/rank-symbols.ts";
import { type SentinelText, sortSuffixes } from "./induced-sorting.ts";

/**
 * Suffix array: the starts of all suffixes, in ascending order of the suffixes.
 *
 * A suffix ends with its segment. An end sorts before every symbol, and the end of a later segment before that of an
 * earlier one, so that no comparison crosses a segment end.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n
 * @param alphabetSize A
 * @returns shape (n,)
 * @throws RangeError when the sequence exceeds 2^31 - 1 symbols and ends, or what the platform can allocate
 * Cost: O(n) time for alphabets up to 65 536 (larger ones are renamed by sorting first); 4 bytes a symbol for the
 * result and 1 to 4 for a copy of the text.
 * Source: Nong, Zhang & Chan 2009, Data Compression Conference.
 */
export function suffixArray(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
): Int32Array {
  const n = symbols.length;
  const segments = segmentEnds.length;
  const ranked = alphabetSize > 65_536 ? rankSymbols(symbols) : { symbols, alphabetSize };
  const size = ranked.alphabetSize + segments;
  const text = allocateText(n + segments, size);
  for (let s = 0, begin = 0, at = 0; s < segments; s++) {
    const end = segmentEnds[s]!;
    for (let i = begin; i < end; i++) text[at++] = ranked.symbols[i]! + segments;
    text[at++] = segments - 1 - s;
    begin = end;
  }
  if (text.length === 0) return new Int32Array(0);
  const suffixes = new Int32Array(text.length);
  sortSuffixes(text, suffixes, size);
  // The sentinels sort first.
  const sorted = suffixes.subarray(segments);
  if (segments > 1) subtractSentinels(sorted, segmentEnds);
  return sorted;
}

/** From positions in the text with sentinels to positions in the sequence. */
function subtractSentinels(positions: Int32Array, segmentEnds: ArrayLike<number>): void {
  const origin = new Int32Array(positions.length + segmentEnds.length);
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let i = begin; i < end; i++) origin[i + s] = i;
    begin = end;
  }
  for (let i = 0; i < positions.length; i++) positions[i] = origin[positions[i]!]!;
}

function allocateText(length: number, size: number): SentinelText {
  if (size <= 0x100) return new Uint8Array(length);
  return size <= 0x1_0000 ? new Uint16Array(length) : new Int32Array(length);
}
