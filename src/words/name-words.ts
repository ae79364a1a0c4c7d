import type { Symbols } from "../core/sequence.ts";
import { PairTable } from "./pair-table.ts";

/** The words of one length, as numbers. */
interface NamedWords {
  /** shape (n - length + 1,): the name of the word at each place, in the order in which words first appear */
  readonly names: Uint32Array;
  /** number of different words */
  readonly distinct: number;
}

/**
 * Names the words (overlapping k-grams) of one length: a word of 2 w symbols is the pair of the words of w symbols that it is
 * made of, so that a long word takes as many passes as its length has binary digits. `WordIds` visits all lengths in turn.
 *
 * @param text shape (n,)
 * @param length 0 <= length <= n
 * @throws RangeError when the tables exceed what the platform can allocate
 * Cost: O(n log length): at most two passes a binary digit, 5 to 25 ns a symbol each.
 * Source: Karp, Miller & Rosenberg 1972, STOC 4.
 */
export function nameWords(text: Symbols, length: number): NamedWords {
  const names = new Uint32Array(text.length + 1);
  let named = 0;
  let distinct = 1;
  const lengthen = (by: number, next: ArrayLike<number>): void => {
    const table = new PairTable(2 * distinct);
    const words = text.length - named - by + 1;
    for (let i = 0; i < words; i++) names[i] = table.intern(names[i]!, next[i + named]!);
    named += by;
    distinct = table.size;
  };
  for (const digit of length.toString(2)) {
    if (named > 0) lengthen(named, names);
    if (digit === "1") lengthen(1, text);
  }
  return { names: names.subarray(0, text.length - length + 1), distinct };
}
