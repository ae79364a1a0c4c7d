import type { Symbols } from "../core/sequence.ts";
import { leastSquaresLine } from "../math/linear-algebra.ts";

/** Vocabulary growth V(n) = K n^beta fitted on a logarithmic scale. */
interface HeapsFit {
  /** beta, 0 for a closed vocabulary and 1 when every token is new. */
  readonly exponent: number;
  /** K, types at the first token according to the fit. */
  readonly factor: number;
  /** Sizes at which the vocabulary was read: 2^(j/4) rounded, and n itself. */
  readonly tokens: Float64Array;
  /** Number of types at those sizes. */
  readonly types: Float64Array;
}

/**
 * Heaps exponent: slope of log types against log tokens on a geometric grid of sample sizes.
 *
 * The grid gives each octave the same weight; every point is a prefix of the sequence in its order.
 *
 * @param symbols token ids, shape (n,), each below `alphabetSize`
 * @param alphabetSize A
 * @param smallest sizes below this number of tokens are left out of the fit and the grid
 * @returns the fit, or undefined when fewer than three grid sizes remain
 * @throws RangeError when A exceeds what the platform can allocate
 * Cost: O(n + A) in one pass.
 * Source: Heaps 1978, Information Retrieval; Herdan 1960, Type-token Mathematics.
 */
export function heapsExponent(symbols: Symbols, alphabetSize: number, smallest = 1): HeapsFit | undefined {
  const n = symbols.length;
  const grid = geometricGrid(smallest, n);
  if (grid.length < 3) return undefined;
  const seen = new Uint8Array(alphabetSize);
  const types = new Float64Array(grid.length);
  for (let g = 0, i = 0, count = 0; g < grid.length; g++) {
    for (; i < grid[g]!; i++) {
      const symbol = symbols[i]!;
      count += 1 - seen[symbol]!;
      seen[symbol] = 1;
    }
    types[g] = count;
  }
  const { slope, intercept } = leastSquaresLine(grid.map(Math.log), types.map(Math.log));
  // Types never decrease, so a negative slope is a rounding error of 0.
  return { exponent: Math.max(0, slope), factor: Math.exp(intercept), tokens: grid, types };
}

/** Ascending integers round(2^(j/4)) in [smallest, n], without repeats, and n. */
function geometricGrid(smallest: number, n: number): Float64Array {
  const grid: number[] = [];
  for (let j = 0; ; j++) {
    const size = Math.round(Math.exp((j / 4) * Math.LN2));
    if (size >= n) break;
    if (size >= smallest && size !== grid.at(-1)) grid.push(size);
  }
  if (n >= Math.max(1, smallest)) grid.push(n);
  return Float64Array.from(grid);
}
