import { smallestOf } from "../core/extremes.ts";
import type { Symbols } from "../core/sequence.ts";

/**
 * The shortest exact period: the least p with x_i = x_(i+p) throughout every segment, where each segment holds it at
 * least twice.
 *
 * @param symbols shape (n,)
 * @param segmentEnds ascending, the last one n
 * @returns undefined when there is none
 * @throws RangeError when the table exceeds what the platform can allocate
 * Cost: O(n), 4 bytes a symbol.
 * Source: Knuth, Morris & Pratt 1977, SIAM J. Comput. 6 (borders); Crochemore & Rytter 1994, Text Algorithms (periods).
 */
export function exactPeriod(symbols: Symbols, segmentEnds: ArrayLike<number>): number | undefined {
  let common: Set<number> | undefined;
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    if (end > start) {
      const periods = periodsOf(symbols.subarray(start, end));
      const shared: number[] = common === undefined ? periods : periods.filter((p) => common?.has(p));
      if (shared.length === 0) return undefined;
      common = new Set(shared);
    }
    start = end;
  }
  return common === undefined ? undefined : smallestOf(common);
}

/** All periods of a word up to half its length, from its borders. */
function periodsOf(word: Symbols): number[] {
  const n = word.length;
  // border[i]: length of the longest proper prefix of the first i symbols that is their suffix too
  const border = new Int32Array(n + 1);
  for (let i = 1, length = 0; i < n; i++) {
    while (length > 0 && word[i] !== word[length]) length = border[length]!;
    if (word[i] === word[length]) length++;
    border[i + 1] = length;
  }
  const periods: number[] = [];
  for (let length = border[n]!; 2 * (n - length) <= n; length = border[length]!) {
    periods.push(n - length);
  }
  return periods;
}
