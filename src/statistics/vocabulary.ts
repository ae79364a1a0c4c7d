import type { Symbols } from "../core/sequence.ts";
import { leastSquaresLine } from "../math/linear-algebra.ts";
import { type Counts, spectrumOf, typesWithFrequency } from "./counts.ts";

/** Measures of lexical richness of one sample. All except the counts depend on its size. */
interface TypeToken {
  /** N, sample size. */
  readonly tokens: number;
  /** V, number of distinct tokens. */
  readonly types: number;
  /** V1, types seen once. */
  readonly hapaxes: number;
  /** V / N, in (0, 1]. */
  readonly typeTokenRatio: number;
  /** V / sqrt(N). */
  readonly guiraudR: number;
  /** Probability that two different tokens are of one type; undefined for a single token. */
  readonly simpsonD: number | undefined;
  /** 100 ln N / (1 - V1 / V); undefined when every type is a hapax. */
  readonly honoreH: number | undefined;
  /** V1 / N, the probability that the next token is new. */
  readonly baayenP: number;
  /** 10^4 (sum of m^2 V_m - N) / N^2. */
  readonly yuleK: number;
}

/**
 * Types, tokens, hapaxes and the usual ratios made of them.
 *
 * @param counts occurrences of each type (zeros ignored), or their spectrum
 * @returns the measures
 * @throws RangeError when nothing was counted
 * Cost: O(V).
 * Source: Tweedie & Baayen 1998, Comput. Humanit. 32; Yule 1944, The Statistical Study of Literary Vocabulary.
 */
export function typeToken(counts: Counts): TypeToken {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens, types } = spectrum;
  const hapaxes = typesWithFrequency(spectrum, 1);
  let pairs = 0;
  for (let i = 0; i < frequencies.length; i++)
    pairs += multiplicities[i]! * frequencies[i]! * (frequencies[i]! - 1);
  return {
    tokens,
    types,
    hapaxes,
    typeTokenRatio: types / tokens,
    guiraudR: types / Math.sqrt(tokens),
    simpsonD: tokens > 1 ? pairs / (tokens * (tokens - 1)) : undefined,
    honoreH: hapaxes < types ? (100 * Math.log(tokens)) / (1 - hapaxes / types) : undefined,
    baayenP: hapaxes / tokens,
    yuleK: (1e4 * pairs) / (tokens * tokens),
  };
}

/** Vocabulary growth V(n) = K n^beta fitted on a logarithmic scale. */
interface HeapsFit {
  /** beta, 0 for a closed vocabulary and 1 when every token is new. */
  readonly exponent: number;
  /** K, types at the first token according to the fit. */
  readonly factor: number;
  /** Sizes at which the vocabulary is counted: 2^(j/4) rounded, and n itself. */
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
 * @param smallest sizes below this number of tokens are left out of the fit and the grid
 * @returns the fit, or undefined when fewer than three grid sizes remain
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

/** Fluctuation scaling of the counts of types in windows: sigma is c mu^alpha. */
interface TaylorFit {
  /** alpha: 1/2 for independent symbols, 1 where all counts vary in proportion */
  readonly exponent: number;
  readonly windows: number;
  /** largest over smallest mean that was fitted */
  readonly span: number;
}

/**
 * Taylor exponent: slope of the logarithm of the standard deviation of a type's count in windows against that of its mean, over
 * all types whose count varies.
 *
 * @param segmentEnds ascending, the last one n; windows are within segments, rests at their ends do not count
 * @param window symbols in a window
 * @returns the fit; undefined with fewer than two windows or fewer than two types whose count varies
 * Cost: O(n + A).
 * Source: Kobayashi & Tanaka-Ishii 2018, Proc. 56th ACL (least squares, 5 620 words a window).
 */
export function taylorExponent(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  window: number,
): TaylorFit | undefined {
  const counts = new Float64Array(alphabetSize);
  const sums = new Float64Array(alphabetSize);
  const squares = new Float64Array(alphabetSize);
  let windows = 0;
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    for (; begin + window <= segmentEnds[s]!; begin += window) {
      windows++;
      for (let i = begin; i < begin + window; i++) counts[symbols[i]!]!++;
      // Every type once: its first occurrence reads the count and clears it.
      for (let i = begin; i < begin + window; i++) {
        const type = symbols[i]!;
        const count = counts[type]!;
        sums[type]! += count;
        squares[type]! += count * count;
        counts[type] = 0;
      }
    }
    begin = segmentEnds[s]!;
  }
  const means: number[] = [];
  const deviations: number[] = [];
  for (let type = 0; type < alphabetSize; type++) {
    // Integers, so that a count that does not vary gives exactly 0.
    const variance = windows * squares[type]! - sums[type]! * sums[type]!;
    if (variance <= 0) continue;
    means.push(Math.log(sums[type]! / windows));
    deviations.push(0.5 * Math.log(variance) - Math.log(windows));
  }
  if (windows < 2 || means.length < 2) return undefined;
  const least = means.reduce((a, b) => Math.min(a, b));
  const most = means.reduce((a, b) => Math.max(a, b));
  const { slope } = leastSquaresLine(Float64Array.from(means), Float64Array.from(deviations));
  return { exponent: slope, windows, span: Math.exp(most - least) };
}
