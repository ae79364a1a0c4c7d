import type { Symbols } from "../core/sequence.ts";
import type { LempelZivParse } from "./lempel-ziv-76.ts";
import { PairTable } from "./pair-table.ts";

/**
 * Incremental parsing of 1978: each phrase is the shortest word that is not yet a phrase.
 *
 * A segment end ends the phrase; it is then incomplete if it is a phrase already, and counted once more. The
 * dictionary is kept across segments.
 *
 * @param symbols shape (n,)
 * @param segmentEnds ascending, the last one n
 * @returns number of phrases; `phrases - incomplete` is the size of the dictionary
 * @throws RangeError when the dictionary exceeds what the platform can allocate
 * Cost: O(n) time, one hash probe a symbol; 32 to 64 bytes a phrase.
 * Source: Ziv & Lempel 1978, IEEE Trans. Inform. Theory 24.
 */
export function lempelZiv78(symbols: Symbols, segmentEnds: ArrayLike<number>): LempelZivParse {
  // Node 0 is the empty phrase, node id + 1 the phrase that the pair (node of its prefix, last symbol) names.
  const dictionary = new PairTable(1 << 10);
  let incomplete = 0;
  for (let s = 0, i = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    let node = 0;
    for (; i < end; i++) {
      const known = dictionary.size;
      const id = dictionary.intern(node, symbols[i]!);
      node = id === known ? 0 : id + 1;
    }
    if (node !== 0) incomplete++;
  }
  return { phrases: dictionary.size + incomplete, incomplete };
}
