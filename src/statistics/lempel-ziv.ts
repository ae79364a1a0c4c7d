import type { Symbols } from "../core/sequence.ts";
import { PairTable } from "./k-gram-ids.ts";
import { SuffixStructures } from "./suffixes.ts";

/** Result of a parse into phrases. */
export interface LempelZivParse {
  /** c(n), including incomplete phrases at segment ends. */
  readonly phrases: number;
  /** Number of phrases that a segment end cut short: copies of earlier material with nothing new. */
  readonly incomplete: number;
}

/**
 * Exhaustive history of 1976: each component is the shortest word that has not started anywhere before it.
 *
 * The earlier occurrence may overlap the component. The history runs on across segments, but no component and no
 * earlier occurrence extends beyond a segment end. "banana" is b, a, n, ana: 4 components, 1 of them incomplete.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n
 * @param alphabetSize A
 * @returns number of components; `phrases - incomplete` is the count of complete ones
 * Cost: O(n) time, 9 to 12 bytes a symbol.
 * Source: Lempel & Ziv 1976, IEEE Trans. Inform. Theory 22; Crochemore & Ilie 2008, Inf. Process. Lett. 106.
 */
export function lempelZiv76(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
): LempelZivParse {
  const structures = new SuffixStructures(symbols, segmentEnds, alphabetSize, { orders: 1 });
  return lempelZiv76OfFactors(structures.factors(), segmentEnds);
}

/**
 * The same count from existing longest previous factors.
 *
 * @param factors longest previous factors of the sequence, shape (n,)
 * @returns number of components
 * Cost: O(number of components).
 */
export function lempelZiv76OfFactors(
  factors: ArrayLike<number>,
  segmentEnds: ArrayLike<number>,
): LempelZivParse {
  let phrases = 0;
  let incomplete = 0;
  for (let s = 0, i = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (; i < end; phrases++) i += factors[i]! + 1;
    // Only the last one can reach beyond the end.
    if (i > end) incomplete++;
    i = end;
  }
  return { phrases, incomplete };
}

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
  // Node 0 is the empty phrase; node id + 1 is the phrase of the pair (node of its prefix, last symbol).
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
