import type { Symbols } from "../core/sequence.ts";
import { mostDenseWords } from "./dense-word-counts.ts";
import { PairTable } from "./pair-table.ts";

/**
 * The words (overlapping k-grams) of a sequence, visited for k = 1, 2, 3, ... in turn.
 *
 * A word of order k is named by the pair (name of its first k - 1 symbols, last symbol), so each order costs one
 * pass whatever k is: an addition while A^k is small, a hash probe afterwards.
 * Source: Karp, Miller & Rosenberg 1972 (naming).
 */
export class WordIds {
  /** k, the length of the words. */
  order = 0;
  /** shape (n,): the name of the word that starts at i, -1 where its segment ends first. Rewritten by `extend`. */
  readonly ids: Int32Array;
  /** Occurrences by name; dense names that do not occur have 0. Replaced by `extend`. */
  counts: Int32Array;
  /** Number of different words. */
  distinct = 1;
  /** Number of words, repeats included. */
  words: number;
  private readonly symbols: Symbols;
  private readonly segmentEnds: ArrayLike<number>;
  private readonly alphabetSize: number;
  private readonly mostDense: number;
  /** Names possible at this order when they are the digits themselves, else 0. */
  private denseNames = 1;

  private constructor(
    symbols: Symbols,
    segmentEnds: ArrayLike<number>,
    alphabetSize: number,
    mostDense: number,
  ) {
    this.symbols = symbols;
    this.segmentEnds = segmentEnds;
    this.alphabetSize = alphabetSize;
    this.mostDense = mostDense;
    this.ids = new Int32Array(symbols.length);
    this.counts = Int32Array.of(symbols.length);
    this.words = symbols.length;
  }

  /**
   * The words of order 1.
   *
   * @param symbols shape (n,), each below `alphabetSize`
   * @param segmentEnds ascending, the last one n
   * @param alphabetSize A, at most 2^32
   * @param mostDense possible words up to which names are the digits themselves
   * @throws RangeError when the tables exceed what the platform can allocate
   * Cost: O(n) time, 4 bytes a symbol and the counts.
   */
  static start(
    symbols: Symbols,
    segmentEnds: ArrayLike<number>,
    alphabetSize: number,
    mostDense = mostDenseWords,
  ): WordIds {
    const words = new WordIds(symbols, segmentEnds, alphabetSize, mostDense);
    words.extend();
    return words;
  }

  /**
   * Moves on to the words that are one symbol longer.
   *
   * @throws RangeError when the tables exceed what the platform can allocate
   * Cost: O(n): some 3 ns a symbol while dense, 5 to 25 ns by hashing.
   */
  extend(): void {
    this.order++;
    const possible = this.denseNames * this.alphabetSize;
    if (this.denseNames > 0 && possible <= this.mostDense) this.extendDense(possible);
    else this.extendHashed();
  }

  private extendDense(possible: number): void {
    const { symbols, segmentEnds, alphabetSize, ids, order } = this;
    const counts = new Int32Array(possible);
    let words = 0;
    for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
      const end = segmentEnds[s]!;
      const last = end - order;
      for (let i = begin; i <= last; i++) {
        const id = ids[i]! * alphabetSize + symbols[i + order - 1]!;
        ids[i] = id;
        counts[id] = counts[id]! + 1;
      }
      words += this.retire(begin, last, end);
      begin = end;
    }
    let distinct = 0;
    for (let id = 0; id < possible; id++) if (counts[id] !== 0) distinct++;
    this.finish(words, distinct, counts, possible);
  }

  private extendHashed(): void {
    const { symbols, segmentEnds, ids, order } = this;
    const table = new PairTable(2 * this.distinct);
    let words = 0;
    for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
      const end = segmentEnds[s]!;
      const last = end - order;
      for (let i = begin; i <= last; i++) ids[i] = table.intern(ids[i]!, symbols[i + order - 1]!);
      words += this.retire(begin, last, end);
      begin = end;
    }
    this.finish(words, table.size, table.occurrences(), 0);
  }

  /** Marks the one position of a segment where a word has just become too long; returns the words that remain. */
  private retire(begin: number, last: number, end: number): number {
    if (last + 1 >= begin && last + 1 < end) this.ids[last + 1] = -1;
    return Math.max(0, last + 1 - begin);
  }

  private finish(words: number, distinct: number, counts: Int32Array, denseNames: number): void {
    this.words = words;
    this.distinct = distinct;
    this.counts = counts;
    this.denseNames = denseNames;
  }
}
