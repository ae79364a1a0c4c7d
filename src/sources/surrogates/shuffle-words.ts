import type { Symbols } from "../../core/sequence.ts";
import type { UniformInteger } from "../../math/sampling.ts";
import { shufflePieces } from "./shuffle-pieces.ts";

/**
 * The words of a text in random order; the white space between them stays where it is in the row of gaps.
 * Words end at ASCII white space, so that the result does not depend on a Unicode version.
 *
 * @param text any bytes, or symbols of which `isSpace` tells which ones part words
 * @param uniformInteger source of randomness, called once a word
 * @returns shape (n,), the same bytes in another order
 * Cost: O(n).
 */
export function shuffleWords<T extends Symbols>(
  text: T,
  uniformInteger: UniformInteger,
  isSpace: (symbol: number) => boolean = isAsciiSpace,
): T {
  return shufflePieces(text, wordBounds(text, isSpace), uniformInteger);
}

/** White space of ASCII, by its code. */
export function isAsciiSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** Start and end of each word, in turn. */
function wordBounds(text: Symbols, isSpace: (symbol: number) => boolean): number[] {
  const bounds: number[] = [];
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    if (isSpace(text[i]!) === inside) {
      bounds.push(i);
      inside = !inside;
    }
  }
  if (inside) bounds.push(text.length);
  return bounds;
}
