import type { Symbols } from "../core/sequence.ts";
import { SuffixKernel } from "../wasm/suffix-kernel.ts";

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
 * @throws RangeError when the memory cannot be had: more than 4 GiB for symbols and ends is never there
 * Cost: O(n) time for alphabets up to 65 536 (larger ones are renamed by sorting first); 9 to 12 bytes a symbol, and 4 for the result.
 * Source: Nong, Zhang & Chan 2009, Data Compression Conference.
 */
export function suffixArray(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
): Int32Array {
  if (symbols.length === 0) return new Int32Array(0);
  return new SuffixKernel(symbols, segmentEnds, alphabetSize, { orders: 1 }).suffixes().slice();
}
