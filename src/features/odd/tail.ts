import { digamma, trigamma } from "../../math/special-functions.ts";

/** Share of the files whose surprise determines the tail of the usual ones. */
const tailShare = 0.1;
/** Least distance over which the number of usual files halves, bit/byte: copies would give 0. */
const leastHalf = 0.02;

/** Least expected number, so that two scores beyond all have a ratio. */
const leastExpected = 1e-200;

/** Distribution of the halving distance over repositories: mean and deviation of its natural logarithm. */
export interface TailScale {
  readonly mean: number;
  readonly deviation: number;
}

/** The tail of the surprise of some files. */
export interface Tail {
  readonly files: number;
  /** expected number of files, out of as many, with at least this score */
  expected(score: number): number;
  /** score that this number of files is expected to exceed */
  level(expected: number): number;
}

/**
 * The upper tail of the surprise of files, estimated from the most surprising tenth: beyond its start the number falls
 * exponentially, with the median of the tenth, so that a few strange files change little. Of forty files these are only four,
 * so other folders contribute, the more the fewer files there are.
 *
 * @param scores shape (files,), bit/byte
 * @param others the distribution over other folders; null: none
 * Cost: O(files log files)
 * Source: exceedances of a threshold: Pickands 1975, Ann. Statist. 3(1), with shape 0; of several: Efron & Morris 1975, J. Am.
 * Stat. Assoc. 70.
 */
export function tailOf(scores: Float64Array, others: TailScale | null = null): Tail {
  const { ascending, count, threshold, half: own } = upperTail(scores);
  const n = ascending.length;
  const half = others === null ? own : Math.max(leastHalf, tempered(own, count, others));
  return {
    files: n,
    expected(score) {
      const asMuch = n - firstAtLeast(ascending, score);
      if (asMuch > count) return asMuch;
      const beyond = count * Math.exp((-(score - threshold) / half) * Math.LN2);
      return Math.min(n, Math.max(leastExpected, beyond));
    },
    level(expected) {
      if (expected > count) return ascending[Math.max(0, n - Math.ceil(expected))] ?? 0;
      return threshold + half * Math.log2(count / expected);
    },
  };
}

function upperTail(scores: Float64Array) {
  const ascending = scores.toSorted();
  const n = ascending.length;
  const count = Math.max(1, Math.floor(n * tailShare));
  const threshold = ascending[n - 1 - count] ?? 0;
  const excesses = ascending.subarray(n - count).map((score) => score - threshold);
  return { ascending, count, threshold, half: Math.max(leastHalf, halfOf(excesses)) };
}

/** The contribution of a folder to `TailScale`: an unbiased logarithm of its distance, and its variance. */
export function tailScaleOf(scores: Float64Array): { readonly log: number; readonly variance: number } {
  const { count, half } = upperTail(scores);
  const { bias, variance } = errorOfLog(count);
  return { log: Math.log(half) - bias, variance };
}

/** The distance of a folder, from its own files and from other folders, weighted by precision. */
function tempered(own: number, count: number, { mean, deviation }: TailScale): number {
  const { bias, variance } = errorOfLog(count);
  const between = deviation * deviation;
  const share = between / (between + variance);
  return Math.exp(share * (Math.log(own) - bias) + (1 - share) * mean);
}

/**
 * Expected value of the median of `draws` exponential draws, and its variance: sums of 1/k and 1/k^2 over the upper
 * half.
 */
function middleOf(draws: number): { readonly place: number; readonly variance: number } {
  let place = 0;
  let variance = 0;
  for (let k = draws - Math.floor(draws / 2); k <= draws; k++) {
    place += 1 / k;
    variance += 1 / (k * k);
  }
  return { place, variance };
}

/** Bias and variance of the logarithm of the estimate of `halfOf`, from a gamma law of the same mean and variance. */
function errorOfLog(draws: number): { readonly bias: number; readonly variance: number } {
  const { place, variance } = middleOf(draws);
  const shape = (place * place) / variance;
  return { bias: digamma(shape) - Math.log(shape), variance: trigamma(shape) };
}

/**
 * Halving distance, from the median excess over the threshold; for an exponential law and four draws its expected value is 56 %
 * too large.
 *
 * Source: Rényi 1953, Acta Math. Hung. 4.
 */
function halfOf(excesses: Float64Array): number {
  const middle = excesses[Math.floor(excesses.length / 2)] ?? 0;
  return (middle * Math.LN2) / middleOf(excesses.length).place;
}

/** @returns number of smaller values */
function firstAtLeast(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
