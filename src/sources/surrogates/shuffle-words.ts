import { shuffled, type UniformInteger } from "../../statistics/shuffle.ts";

/**
 * The words of a text in random order; the white space between them stays where it is in the row of gaps.
 * Words end at ASCII white space, so that the result does not depend on a Unicode version.
 *
 * @param text any bytes
 * @param uniformInteger source of randomness, called once a word
 * @returns shape (n,), the same bytes in another order
 * @throws never
 * Cost: O(n).
 */
export function shuffleWords(text: Uint8Array, uniformInteger: UniformInteger): Uint8Array {
  const bounds = wordBounds(text);
  const words = bounds.length / 2;
  const order = shuffled(
    Uint32Array.from({ length: words }, (_, word) => word),
    uniformInteger,
  );
  const result = new Uint8Array(text.length);
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

/** Start and end of each word, in turn. */
function wordBounds(text: Uint8Array): number[] {
  const bounds: number[] = [];
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const byte = text[i]!;
    const isSpace = byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
    if (isSpace === inside) {
      bounds.push(i);
      inside = !inside;
    }
  }
  if (inside) bounds.push(text.length);
  return bounds;
}
