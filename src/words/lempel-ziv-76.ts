import type { Symbols } from "../core/sequence.ts";
import { SuffixStructures } from "./suffix-structures.ts";

/** Result of a parse into phrases. */
export interface LempelZivParse {
  /** c(n), incomplete phrases at segment ends counted. */
  readonly phrases: number;
  /** How many of them a segment end cut short: copies of earlier material with nothing new. */
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
 * @throws RangeError when the suffix structures exceed what the platform can allocate
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
 * The same count from longest previous factors that are already there.
 *
 * @param factors longest previous factors of the sequence, shape (n,)
 * @param segmentEnds ascending, the last one n
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
