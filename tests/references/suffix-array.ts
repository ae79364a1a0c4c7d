import type { Symbols } from "../../src/core/sequence.ts";

/**
 * Whether these are the starts of all suffixes in ascending order, where a suffix ends with its segment, an end sorts before every
 * symbol, and the end of a later segment before that of an earlier one.
 *
 * Neighbours are in order by their first symbols or, where these are equal, by the ranks of what follows them.
 * Cost: O(n). Source: Burkhardt & Karkkainen 2003, Combinatorial Pattern Matching.
 */
export function isSuffixArray(
  symbols: Symbols,
  segmentEnds: readonly number[],
  suffixes: Int32Array,
): boolean {
  const n = symbols.length;
  const rest = new Int32Array(n).fill(n);
  for (const [rank, start] of suffixes.entries()) if (start > 0) rest[start - 1] = rank;
  for (const end of segmentEnds) if (end > 0) rest[end - 1] = -end;
  const seen = new Uint8Array(n);
  for (const start of suffixes) seen[start] = 1;
  if (suffixes.length !== n || seen.includes(0)) return false;
  for (let rank = 1; rank < n; rank++) {
    const [before, after] = [suffixes[rank - 1]!, suffixes[rank]!];
    const order = symbols[before]! - symbols[after]! || rest[before]! - rest[after]!;
    if (order >= 0) return false;
  }
  return true;
}
