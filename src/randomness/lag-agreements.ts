import type { Symbols } from "../core/sequence.ts";
import { shuffled, type UniformInteger } from "../math/sampling.ts";
import { transformInPlace } from "../wasm/fourier-transform.ts";

/**
 * For every lag how far agreements x_i = x_(i+d) exceed what the frequencies let expect, in a random projection:
 * symbols become one of 1, -1, i, -i, so that one transform stands for one a symbol. Exact up to a factor for two
 * symbols; for more a lag that stands out here is to be counted.
 *
 * @param symbols shape (n,)
 * @param counts shape (A,): occurrences of each symbol
 * @param longest largest lag
 * @returns shape (longest + 1,)
 * @throws RangeError when the tables exceed what the platform can allocate
 * Cost: two transforms of at least n + longest numbers.
 * Source: Atallah, Chyzak & Dumas 2001, Algorithmica 29 (randomised match counts).
 */
export function projectedAgreements(
  symbols: Symbols,
  counts: ArrayLike<number>,
  longest: number,
  uniformInteger: UniformInteger,
): Float64Array {
  const n = symbols.length;
  let size = 2;
  while (size < n + longest) size *= 2;
  const directions = spreadDirections(counts, uniformInteger);
  const x = Float64Array.from(directions, (direction) => [1, -1, 0, 0][direction]!);
  const y = Float64Array.from(directions, (direction) => [0, 0, 1, -1][direction]!);
  let [meanX, meanY] = [0, 0];
  for (let a = 0; a < counts.length; a++) {
    meanX += (counts[a]! * x[a]!) / n;
    meanY += (counts[a]! * y[a]!) / n;
  }
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let i = 0; i < n; i++) {
    re[i] = x[symbols[i]!]! - meanX;
    im[i] = y[symbols[i]!]! - meanY;
  }
  transformInPlace({ re, im });
  for (let k = 0; k < size; k++) {
    re[k] = (re[k]! * re[k]! + im[k]! * im[k]!) / size;
    im[k] = 0;
  }
  transformInPlace({ re, im });
  return re.slice(0, longest + 1);
}

/** Four symbols in a row of those sorted by frequency get four different directions. */
function spreadDirections(counts: ArrayLike<number>, uniformInteger: UniformInteger): Uint8Array {
  const order = Array.from(counts, (_, symbol) => symbol).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const directions = new Uint8Array(counts.length);
  for (let from = 0; from < order.length; from += 4) {
    // Two symbols are distinguished best by opposite directions.
    const four =
      order.length <= 4 ? Uint8Array.of(0, 1, 2, 3) : shuffled(Uint8Array.of(0, 1, 2, 3), uniformInteger);
    for (let j = 0; j < 4 && from + j < order.length; j++) directions[order[from + j]!] = four[j]!;
  }
  return directions;
}
