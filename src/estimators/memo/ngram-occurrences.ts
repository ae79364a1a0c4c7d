import type { SymbolSequence } from "../../core/sequence.ts";
import { defineShared, type SharedValue } from "../../core/shared-value.ts";
import { suffixStructures } from "./suffix-structures.ts";

/** The distinct k-grams of a sequence in the order of their symbols. */
export interface NgramOccurrences {
  /** shape (distinct,): a place where each begins */
  readonly starts: Int32Array;
  /** shape (distinct,): how often each occurs */
  readonly counts: Int32Array;
}

/**
 * The k-grams that occur, from the suffix array: those that share k symbols are neighbours there.
 *
 * @param k length in symbols, at least 1
 * Cost: O(n) for any k, once the suffix array is there.
 */
export function ngramOccurrences(k: number): SharedValue<NgramOccurrences> {
  return defineShared(`ngram-occurrences-${k}`, (sequence, access) => {
    const structures = access.get(suffixStructures);
    const distinct = structures.spectrum(k).types;
    const suffixes = structures.suffixes();
    const prefixes = structures.prefixes();
    const leavesRoom = placesWithRoom(sequence, k);
    const starts = new Int32Array(distinct);
    const counts = new Int32Array(distinct);
    let at = -1;
    for (let rank = 0; rank < suffixes.length; rank++) {
      const start = suffixes[rank]!;
      if (leavesRoom[start] === 0) continue;
      if (prefixes[start]! < k) starts[++at] = start;
      counts[at]!++;
    }
    return { starts, counts };
  });
}

/** Shape (n,): 1 where k symbols follow within the segment. */
function placesWithRoom({ symbols, segmentEnds }: SymbolSequence, k: number): Uint8Array {
  const places = new Uint8Array(symbols.length);
  let start = 0;
  for (const end of segmentEnds) {
    places.fill(1, start, Math.max(start, end - k + 1));
    start = end;
  }
  return places;
}
