import { searchLevel } from "../core/constants.ts";
import { largestOf } from "../core/extremes.ts";
import type { Symbols } from "../core/sequence.ts";
import type { UniformInteger } from "../math/sampling.ts";
import { agreementsOf } from "../wasm/agreements.ts";
import { projectedAgreements } from "./lag-agreements.ts";

/** A lag at which symbols agree more often than chance has it, and at its multiples as well. */
export interface ApproximatePeriod {
  readonly period: number;
  /** share of agreeing symbols at that lag */
  readonly rate: number;
  /** share that independent symbols of the same frequencies have */
  readonly chance: number;
  /** lags that were looked at */
  readonly lags: number;
}

const candidates = 128;
const alwaysCounted = 64;
/** Lags that are as likely as the last candidate are counted up to here. */
const mostCounted = alwaysCounted + 2 * candidates;
/** Multiples of a period at which at least half of the excess must remain. */
const multiples = [2, 3, 4, 5, 8];

/**
 * The approximate period: among the lags up to a third of the longest segment whose agreements exceed chance at level .01
 * over all lags, the one with most agreement, or the least of its divisors that agrees as well, where its multiples agree too.
 *
 * Chance is that of independent symbols of the same frequencies, whose agreements at one lag have the variance
 * q - q^2 + 2 (sum p^3 - q^2) a pair, q = sum p^2.
 *
 * @param symbols shape (n,), each below the length of `counts`
 * @param counts shape (A,): occurrences of each symbol
 * @param segmentEnds ascending, the last one n: symbols of two segments are not compared
 * @returns undefined when there is none
 * @throws RangeError when the tables exceed what the platform can allocate
 * Cost: two Fourier transforms and some 200 n comparisons, .2 ns each.
 * Source: Fischer & Paterson 1974, SIAM-AMS Proc. 7 (matches by transforms); the rules are this project's own.
 */
export function approximatePeriod(
  symbols: Symbols,
  counts: ArrayLike<number>,
  uniformInteger: UniformInteger,
  segmentEnds: ArrayLike<number> = [symbols.length],
): ApproximatePeriod | undefined {
  const n = symbols.length;
  const segments = Array.from(segmentEnds, (end, s) => ({ start: segmentEnds[s - 1] ?? 0, end }));
  const longest = largestOf(segments.map(({ start, end }) => end - start));
  const lags = Math.floor(longest / 3);
  let chance = 0;
  let cubes = 0;
  for (let a = 0; a < counts.length; a++) {
    const p = counts[a]! / n;
    chance += p * p;
    cubes += p * p * p;
  }
  const variance = chance - chance * chance + 2 * (cubes - chance * chance);
  const pairsAt = (lag: number): number =>
    segments.reduce((sum, { start, end }) => sum + Math.max(0, end - start - lag), 0);
  const agreements = agreementsOf(symbols);
  const rateAt = (lag: number): number =>
    segments.reduce((sum, { start, end }) => sum + agreements(lag, start + lag, end), 0) / pairsAt(lag);
  const errorAt = (lag: number): number => Math.sqrt(variance / pairsAt(lag));
  const threshold = Math.sqrt(2 * Math.log(lags / searchLevel));
  const standsOut = (lag: number, rate: number): boolean => rate - chance > threshold * errorAt(lag);
  let best = 0;
  let highest = 0;
  for (const lag of likelyLags(projectedAgreements(symbols, counts, lags, uniformInteger), n)) {
    const rate = rateAt(lag);
    if (rate > highest && standsOut(lag, rate)) [best, highest] = [lag, rate];
  }
  for (let period = 1; period <= best; period++) {
    if (best % period !== 0) continue;
    const rate = rateAt(period);
    if (!standsOut(period, rate) || rate < highest - 5 * Math.SQRT2 * errorAt(period)) continue;
    const remains = multiples.every((multiple) => {
      const lag = multiple * period;
      return lag > (2 * longest) / 3 || rateAt(lag) - chance > (rate - chance) / 2;
    });
    return remains ? { period, rate, chance, lags } : undefined;
  }
  return undefined;
}

/** The shortest lags, and those that stand out most in the projection; exported for its test. */
export function likelyLags(projected: Float64Array, n: number): number[] {
  const lags = projected.length - 1;
  const score = projected.map((value, lag) => value / Math.sqrt(n - lag));
  const sorted = score.slice(1).sort();
  const cutoff = sorted[Math.max(0, sorted.length - candidates)]!;
  const likely: number[] = [];
  for (let lag = 1; lag <= lags; lag++) {
    if (lag <= alwaysCounted || (score[lag]! >= cutoff && likely.length < mostCounted)) likely.push(lag);
  }
  return likely;
}
