import type { Symbols } from "../../core/sequence.ts";
import { type Agreements, agreementsOf } from "../../wasm/agreements.ts";

/** Least surprise of the agreements, bits, beyond the choice among the lags. */
const leastSurprise = 4;

/**
 * The lag at which symbols agree most often, its divisors that stand out too, and the lag that stands out most; all by more
 * bits than the choice among the lags costs.
 *
 * @param longest the longest lag of interest; at most half the window is compared
 * @returns ascending, without repeats; none: empty
 * Cost: up to n^2 / 3 comparisons, .2 ns each.
 */
export function likelyPeriods(window: Symbols, alphabetSize: number, longest: number): number[] {
  const n = window.length;
  const mostLags = Math.min(n >>> 1, longest);
  const agreements = agreementsOf(window);
  const counts = new Float64Array(alphabetSize);
  for (let i = 0; i < n; i++) counts[window[i]!]!++;
  const chance = counts.reduce((sum, count) => sum + count * (count - 1), 0) / (n * (n - 1));
  if (chance === 0 || chance === 1) return [];
  const threshold = Math.log2(mostLags) + leastSurprise;
  const bits = new Float64Array(mostLags + 1);
  let most = 0;
  let clearest = 0;
  let highest = 0;
  for (let lag = 1; lag <= mostLags; lag++) {
    const rate = agreementRate(agreements, n, lag, chance, highest);
    bits[lag] = rate <= chance ? 0 : (n - lag) * divergence(rate, chance);
    if (bits[lag]! < threshold) continue;
    if (rate > highest) {
      highest = rate;
      most = lag;
    }
    if (bits[lag]! > bits[clearest]!) clearest = lag;
  }
  const periods: number[] = [];
  for (let lag = 1; lag <= most; lag++) {
    if ((most % lag === 0 || lag === clearest) && bits[lag]! >= threshold) periods.push(lag);
  }
  return clearest > most ? [...periods, clearest] : periods;
}

/** Share of symbols that equal the one `lag` before; 0 where an eighth of them already rules out an unusual or highest rate. */
function agreementRate(
  agreements: Agreements,
  n: number,
  lag: number,
  chance: number,
  highest: number,
): number {
  const eighth = n >>> 3;
  const first = agreements(lag, lag, lag + eighth);
  const least = Math.max(deviated(eighth, chance, 1), deviated(eighth, highest, -4));
  if (first < least) return 0;
  return (first + agreements(lag, lag + eighth, n)) / (n - lag);
}

/** The number of heads at this many standard deviations from the expected one. */
function deviated(trials: number, heads: number, deviations: number): number {
  const expected = trials * heads;
  return expected + deviations * Math.sqrt(expected * (1 - heads));
}

/** Kullback-Leibler divergence of two coins, bits. */
function divergence(p: number, q: number): number {
  return p * Math.log2(p / q) + (p === 1 ? 0 : (1 - p) * Math.log2((1 - p) / (1 - q)));
}
