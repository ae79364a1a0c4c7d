import { largestOf, smallestOf } from "../core/collections.ts";
import { searchLevel } from "../core/constants.ts";
import { type Symbols, segmentsOf } from "../core/sequence.ts";
import { shuffled, type UniformInteger } from "../math/sampling.ts";
import { agreementsOf } from "../wasm/agreements.ts";
import { transformInPlace } from "../wasm/fourier-transform.ts";

/**
 * The shortest exact period: the least p with x_i = x_(i+p) throughout every segment, if it fits each segment at least twice.
 *
 * @returns undefined when there is none
 * Cost: O(n), 4 bytes a symbol.
 * Source: Knuth, Morris & Pratt 1977, SIAM J. Comput. 6 (borders); Crochemore & Rytter 1994, Text Algorithms (periods).
 */
export function exactPeriod(symbols: Symbols, segmentEnds: ArrayLike<number>): number | undefined {
  let common: Set<number> | undefined;
  for (const [start, end] of segmentsOf(segmentEnds)) {
    if (end > start) {
      const periods = periodsOf(symbols.subarray(start, end));
      const shared: number[] = common === undefined ? periods : periods.filter((p) => common?.has(p));
      if (shared.length === 0) return undefined;
      common = new Set(shared);
    }
  }
  return common === undefined ? undefined : smallestOf(common);
}

/** All periods of a word up to half its length, from its borders. */
function periodsOf(word: Symbols): number[] {
  const n = word.length;
  // border[i]: length of the longest proper prefix of the first i symbols that is also their suffix
  const border = new Int32Array(n + 1);
  for (let i = 1, length = 0; i < n; i++) {
    while (length > 0 && word[i] !== word[length]) length = border[length]!;
    if (word[i] === word[length]) length++;
    border[i + 1] = length;
  }
  const periods: number[] = [];
  for (let length = border[n]!; 2 * (n - length) <= n; length = border[length]!) {
    periods.push(n - length);
  }
  return periods;
}

/**
 * For every lag the excess of agreements x_i = x_(i+d) over their expected number, in a random projection: symbols become one
 * of 1, -1, i, -i, so that a single transform replaces one for each symbol. Exact up to a factor for two symbols; for more
 * symbols the agreements of significant lags must be counted.
 *
 * @param counts shape (A,): occurrences of each symbol
 * @param longest largest lag
 * @returns shape (longest + 1,)
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

/** Four consecutive symbols by frequency get four different directions. */
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

/** A lag at which symbols agree more often than by chance, also at its multiples. */
export interface ApproximatePeriod {
  readonly period: number;
  /** share of agreeing symbols at that lag */
  readonly rate: number;
  /** the same share for independent symbols of the same frequencies */
  readonly chance: number;
  /** number of tested lags */
  readonly lags: number;
}

const candidates = 128;
const alwaysCounted = 64;
/** Most lags that are counted where further ones are as likely as the last candidate. */
const mostCounted = alwaysCounted + 2 * candidates;
/** Multiples of a period at which at least half of the excess must remain. */
const multiples = [2, 3, 4, 5, 8];

/**
 * The approximate period: among the lags up to a third of the longest segment whose agreements exceed chance at level .01 over
 * all lags, the one with most agreement, or the least of its divisors that agrees as well, if its multiples agree too.
 *
 * Chance is that of independent symbols of the same frequencies, whose agreements at one lag have the variance q - q^2 + 2 (sum
 * p^3 - q^2) a pair, q = sum p^2.
 *
 * @param symbols shape (n,), each below the length of `counts`
 * @param counts shape (A,): occurrences of each symbol
 * @param segmentEnds ascending, the last one n: symbols of two segments are not compared
 * @returns undefined when there is none
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
  const isSignificant = (lag: number, rate: number): boolean => rate - chance > threshold * errorAt(lag);
  let best = 0;
  let highest = 0;
  for (const lag of likelyLags(projectedAgreements(symbols, counts, lags, uniformInteger), n)) {
    const rate = rateAt(lag);
    if (rate > highest && isSignificant(lag, rate)) [best, highest] = [lag, rate];
  }
  for (let period = 1; period <= best; period++) {
    if (best % period !== 0) continue;
    const rate = rateAt(period);
    if (!isSignificant(period, rate) || rate < highest - 5 * Math.SQRT2 * errorAt(period)) continue;
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
