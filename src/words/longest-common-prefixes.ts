import type { Symbols } from "../core/sequence.ts";

/**
 * Length of the longest common prefix of each suffix and the one before it in the suffix array.
 *
 * Computed in text order, where it drops by at most one from a suffix to the next: n steps forward pay for all.
 *
 * @param symbols shape (n,)
 * @param segmentEnds ascending, the last one n; a prefix ends with its segment
 * @param suffixes suffix array of the same sequence, shape (n,)
 * @returns shape (n,), in suffix array order; 0 at rank 0
 * @throws RangeError when the platform cannot allocate it
 * Cost: O(n) time, 8 bytes a symbol (12 with several segments), of which 4 remain.
 * Source: Karkkainen, Manzini & Puglisi 2009, Combinatorial Pattern Matching (permuted LCP by the array Phi).
 */
export function longestCommonPrefixes(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  suffixes: Int32Array,
): Int32Array {
  const n = symbols.length;
  // Phi first, overwritten in text order by the permuted LCP.
  const permuted = new Int32Array(n);
  if (n > 0) permuted[suffixes[0]!] = -1;
  for (let r = 1; r < n; r++) permuted[suffixes[r]!] = suffixes[r - 1]!;
  if (segmentEnds.length <= 1) fillOneSegment(symbols, permuted);
  else fillSegments(symbols, segmentEnds, permuted);
  const lcp = new Int32Array(n);
  for (let r = 0; r < n; r++) lcp[r] = permuted[suffixes[r]!]!;
  return lcp;
}

function fillOneSegment(symbols: Symbols, permuted: Int32Array): void {
  const n = symbols.length;
  for (let i = 0, length = 0; i < n; i++) {
    const j = permuted[i]!;
    if (j < 0) length = 0;
    else {
      const limit = n - Math.max(i, j);
      while (length < limit && symbols[i + length] === symbols[j + length]) length++;
    }
    permuted[i] = length;
    if (length > 0) length--;
  }
}

function fillSegments(symbols: Symbols, segmentEnds: ArrayLike<number>, permuted: Int32Array): void {
  const n = symbols.length;
  const endOf = new Int32Array(n);
  for (let s = 0, i = 0; s < segmentEnds.length; s++)
    while (i < segmentEnds[s]!) endOf[i++] = segmentEnds[s]!;
  for (let i = 0, length = 0; i < n; i++) {
    const j = permuted[i]!;
    if (j < 0) length = 0;
    else {
      const limit = Math.min(endOf[i]! - i, endOf[j]! - j);
      while (length < limit && symbols[i + length] === symbols[j + length]) length++;
    }
    permuted[i] = length;
    if (length > 0) length--;
  }
}
