import type { Symbols } from "../../core/sequence.ts";
import { shuffled, type UniformInteger } from "../../statistics/shuffle.ts";

/**
 * The words of a text in random order; the white space between them stays where it is in the row of gaps.
 * Words end at ASCII white space, so that the result does not depend on a Unicode version.
 *
 * @param text any bytes, or symbols of which `isSpace` tells which ones part words
 * @param uniformInteger source of randomness, called once a word
 * @returns shape (n,), the same bytes in another order
 * @throws never
 * Cost: O(n).
 */
export function shuffleWords<T extends Symbols>(
  text: T,
  uniformInteger: UniformInteger,
  isSpace: (symbol: number) => boolean = isAsciiSpace,
): T {
  const bounds = wordBounds(text, isSpace);
  const words = bounds.length / 2;
  const order = shuffled(
    Uint32Array.from({ length: words }, (_, word) => word),
    uniformInteger,
  );
  // A Buffer would slice without a copy.
  const result = Uint8Array.prototype.slice.call(text) as T;
  let at = 0;
  const append = (from: number, to: number): void => {
    result.set(text.subarray(from, to), at);
    at += to - from;
  };
  let gap = 0;
  for (let place = 0; place < words; place++) {
    append(gap, bounds[2 * place]!);
    gap = bounds[2 * place + 1]!;
    const word = order[place]!;
    append(bounds[2 * word]!, bounds[2 * word + 1]!);
  }
  append(gap, text.length);
  return result;
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
