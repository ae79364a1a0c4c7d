import type { BlockCounts } from "./block-counts.ts";

/** A word, and where it stands. */
export interface PlacedWord {
  /** occurrences by block, those of b behind those of a, shape (2B,) */
  readonly held: Int32Array;
  /** blocks with the word, ascending; the first `count` */
  readonly places: Int32Array;
  count: number;
  inA: number;
  inB: number;
}

/**
 * Calls `visit` for every word of either sequence. The word is the same object each time.
 *
 * Cost: O(entries).
 */
export function visitWords(a: BlockCounts, b: BlockCounts, visit: (word: PlacedWord) => void): void {
  const blocks = a.totals.length;
  const [held, places] = [new Int32Array(2 * blocks), new Int32Array(2 * blocks)];
  const word: PlacedWord = { held, places, count: 0, inA: 0, inB: 0 };
  const place = (from: BlockCounts, w: number, offset: number): number => {
    let total = 0;
    for (let e = from.starts[w]!; e < from.starts[w + 1]!; e++) {
      const block = offset + from.blocks[e]!;
      places[word.count++] = block;
      held[block] = from.counts[e]!;
      total += from.counts[e]!;
    }
    return total;
  };
  let w = 0;
  let v = 0;
  while (w < a.words.length || v < b.words.length) {
    const wordA = a.words[w] ?? Number.POSITIVE_INFINITY;
    const wordB = b.words[v] ?? Number.POSITIVE_INFINITY;
    word.count = 0;
    word.inA = wordA <= wordB ? place(a, w++, 0) : 0;
    word.inB = wordB <= wordA ? place(b, v++, blocks) : 0;
    visit(word);
    for (let e = 0; e < word.count; e++) held[places[e]!] = 0;
  }
}
