import type { Symbols } from "../core/sequence.ts";
import { logGamma } from "./special-functions.ts";

/** A uniform integer in [0, bound), bound a positive integer. */
export type UniformInteger = (bound: number) => number;

/**
 * A copy in uniformly random order: every arrangement of the symbols is equally likely.
 *
 * @param uniformInteger source of randomness, called n - 1 times
 * @returns shape (n,), the same symbols
 * Cost: O(n).
 * Source: Durstenfeld 1964, Commun. ACM 7 (Fisher-Yates).
 */
export function shuffled<T extends Symbols>(symbols: T, uniformInteger: UniformInteger): T {
  // `slice` of a Buffer would not copy.
  const copy = Uint8Array.prototype.slice.call(symbols) as T;
  shuffleInPlace(copy, uniformInteger);
  return copy;
}

/** Puts values into uniformly random order. */
export function shuffleInPlace<Value>(
  values: { readonly length: number; [index: number]: Value },
  uniformInteger: UniformInteger,
): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = uniformInteger(i + 1);
    const kept = values[i]!;
    values[i] = values[j]!;
    values[j] = kept;
  }
}

/** Fewer expected successes than this are drawn by inversion. */
const fewExpected = 10;
/** Longer sums lose the digits of the tail, so such a draw starts again. */
const longestSearch = 1000;

/**
 * A number of successes, exactly distributed.
 *
 * @param trials n, an integer, at least 0
 * @param chance p, in [0, 1]
 * @param uniform draws from [0, 1)
 * @returns 0..n
 * Cost: O(1) on average, some tens of nanoseconds.
 * Source: Hormann 1993, J. Stat. Comput. Simul. 46 (transformed rejection); Kachitvichyanukul & Schmeiser 1988, Commun. ACM
 * 31 (inversion where few are expected).
 */
export function drawBinomial(trials: number, chance: number, uniform: () => number): number {
  if (chance > 0.5) return trials - drawBinomial(trials, 1 - chance, uniform);
  return trials * chance < fewExpected
    ? byInversion(trials, chance, uniform)
    : byRejection(trials, chance, uniform);
}

function byInversion(trials: number, chance: number, uniform: () => number): number {
  const odds = chance / (1 - chance);
  const none = Math.exp(trials * Math.log1p(-chance));
  for (;;) {
    let rest = uniform();
    let mass = none;
    for (let k = 0; k <= trials && k < longestSearch; k++) {
      if (rest < mass) return k;
      rest -= mass;
      mass *= (odds * (trials - k)) / (k + 1);
    }
  }
}

function byRejection(trials: number, chance: number, uniform: () => number): number {
  const spread = Math.sqrt(trials * chance * (1 - chance));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * chance;
  const center = trials * chance + 0.5;
  const sure = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const logOdds = Math.log(chance / (1 - chance));
  const mode = Math.floor((trials + 1) * chance);
  const atMode = logGamma(mode + 1) + logGamma(trials - mode + 1);
  for (;;) {
    const v = uniform();
    const u = uniform() - 0.5;
    const room = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / room + b) * u + center);
    if (k < 0 || k > trials) continue;
    if (room >= 0.07 && v <= sure) return k;
    const bound = Math.log((v * alpha) / (a / (room * room) + b));
    if (bound <= atMode - logGamma(k + 1) - logGamma(trials - k + 1) + (k - mode) * logOdds) return k;
  }
}

/**
 * Counts of independent draws from a law, exactly distributed: each count is binomial given those before it.
 *
 * @param draws number of draws
 * @param weights positive, shape (V,); they need not sum to 1
 * @param uniform draws from [0, 1)
 * @returns shape (V,), whose sum is `draws`
 * Cost: O(V), whatever the number of draws.
 * Source: Davis 1993, Comput. Stat. Data Anal. 16.
 */
export function drawMultinomial(draws: number, weights: Float64Array, uniform: () => number): Float64Array {
  const counts = new Float64Array(weights.length);
  // Summed from the end, so that the last share is exactly 1.
  const rests = new Float64Array(weights.length);
  for (let r = weights.length - 1, sum = 0; r >= 0; r--) {
    sum += weights[r]!;
    rests[r] = sum;
  }
  for (let r = 0, left = draws; r < weights.length && left > 0; r++) {
    counts[r] = drawBinomial(left, weights[r]! / rests[r]!, uniform);
    left -= counts[r]!;
  }
  return counts;
}
