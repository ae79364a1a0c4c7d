import type { Symbols } from "../../core/sequence.ts";
import { shuffled, type UniformInteger } from "../../math/sampling.ts";

/**
 * Pieces of a text in uniformly random order; what stands between them stays where it is in the row of gaps.
 *
 * @param text shape (n,)
 * @param bounds start and end of each piece, in turn, ascending
 * @param uniformInteger source of randomness, called once a piece
 * @returns shape (n,), the same symbols in another order
 * Cost: O(n).
 */
export function shufflePieces<T extends Symbols>(
  text: T,
  bounds: readonly number[],
  uniformInteger: UniformInteger,
): T {
  const pieces = bounds.length / 2;
  const order = shuffled(
    Uint32Array.from({ length: pieces }, (_, piece) => piece),
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
  for (let place = 0; place < pieces; place++) {
    append(gap, bounds[2 * place]!);
    gap = bounds[2 * place + 1]!;
    const piece = order[place]!;
    append(bounds[2 * piece]!, bounds[2 * piece + 1]!);
  }
  append(gap, text.length);
  return result;
}
