import { digamma, trigamma } from "../math/special-functions.ts";

/** Share of the files whose surprise tells how far the usual ones go. */
const tailShare = 0.1;
/** The least distance in which usual files become half as many, in bit/byte: of copies it would be none. */
const leastHalf = 0.02;

/** Fewer files are never expected, so that two numbers beyond all have a ratio. */
const leastExpected = 1e-200;

/** How far the distances differ in which usual files become half as many: mean and deviation of their natural logarithms. */
export interface TailScale {
  readonly mean: number;
  readonly deviation: number;
}

/** How many of some files surprise how much. */
export interface Tail {
  readonly files: number;
  /** how many of as many files are expected to surprise at least so much, from 0 to all of them */
  expected(score: number): number;
  /** how much so few of them are expected to surprise, in the unit of the scores */
  level(expected: number): number;
}

/**
 * The upper tail of the surprise of files, told by the most surprising tenth of them: beyond where it begins they become fewer
 * as in an exponential law whose half-way point is that of the tenth, so that some strange ones among them change little. Of
 * forty files these are four, which tell little: what is known of other folders has its share in it, as large as they tell
 * less.
 *
 * @param scores shape (files,), bit/byte
 * @param others what is known of other folders; null: nothing
 * Cost: O(files log files)
 * Source: exceedances of a threshold: Pickands 1975, Ann. Statist. 3(1), with shape 0; of several: Efron & Morris
 * 1975, J. Am. Stat. Assoc. 70.
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

/** What a folder tells of `TailScale`: an unbiased logarithm of its distance, and the variance of that. */
export function tailScaleOf(scores: Float64Array): { readonly log: number; readonly variance: number } {
  const { count, half } = upperTail(scores);
  const { bias, variance } = errorOfLog(count);
  return { log: Math.log(half) - bias, variance };
}

/** The distance of a folder, by its own files and by what is known of others, each by how well it tells. */
function tempered(own: number, count: number, { mean, deviation }: TailScale): number {
  const { bias, variance } = errorOfLog(count);
  const between = deviation * deviation;
  const share = between / (between + variance);
  return Math.exp(share * (Math.log(own) - bias) + (1 - share) * mean);
}

/** 1/k, 1/(k+1), ... added up to all: where the middle one of so many draws of an exponential law is expected, and its variance. */
function middleOf(draws: number): { readonly place: number; readonly variance: number } {
  let place = 0;
  let variance = 0;
  for (let k = draws - Math.floor(draws / 2); k <= draws; k++) {
    place += 1 / k;
    variance += 1 / (k * k);
  }
  return { place, variance };
}

/** Bias and variance of the logarithm of what `halfOf` estimates, of a gamma law of the same mean and variance. */
function errorOfLog(draws: number): { readonly bias: number; readonly variance: number } {
  const { place, variance } = middleOf(draws);
  const shape = (place * place) / variance;
  return { bias: digamma(shape) - Math.log(shape), variance: trigamma(shape) };
}

/**
 * Distance in which files become half as many, by the middle one of those beyond the threshold: of an exponential law of four draws
 * it is expected 56 % beyond half.
 *
 * Source: Rényi 1953, Acta Math. Hung. 4.
 */
function halfOf(excesses: Float64Array): number {
  const middle = excesses[Math.floor(excesses.length / 2)] ?? 0;
  return (middle * Math.LN2) / middleOf(excesses.length).place;
}

/** @returns how many are less */
function firstAtLeast(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
