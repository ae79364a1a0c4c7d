import { largestOf, median, smallestOf } from "../core/collections.ts";
import { searchLevel } from "../core/constants.ts";
import { type Symbols, segmentsOf } from "../core/sequence.ts";
import { shuffled, type UniformInteger } from "../math/sampling.ts";
import { agreementsOf } from "../wasm/agreements.ts";
import { transformInPlace } from "../wasm/fourier-transform.ts";
import { addSymbolCounts } from "./alphabet.ts";

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
 * @param directions of the symbols, 0 to 3, shape (A,)
 * @returns shape (longest + 1,)
 * Cost: two transforms of at least n + longest numbers.
 * Source: Atallah, Chyzak & Dumas 2001, Algorithmica 29 (randomised match counts).
 */
export function projectedAgreements(
  symbols: Symbols,
  counts: ArrayLike<number>,
  longest: number,
  uniformInteger: UniformInteger,
  directions = spreadDirections(counts, uniformInteger),
): Float64Array {
  const n = symbols.length;
  let size = 2;
  while (size < n + longest) size *= 2;
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

/** Lags on each side whose mean is the background of a lag: agreement changes slowly where a sequence drifts. */
const background = 64;
/** Projections that are added: in one, symbols that are frequent at the same phases may have opposite directions. */
const projections = 4;
/** False alarms of a search: the laws of phases are tested afterwards. */
const climbLevel = 1e-4;
/** A period keeps at least this share of its agreement from the nearer to the farther half of its multiples. */
const lastingShare = 0.4;
/** Standard deviation of normal numbers over their median distance from the median. */
const normalMedian = 1.4826;
/** Lags up to this share of the longest piece are near: there memory agrees, too. */
const nearShare = 1 / 16;

/**
 * Periods that contain each other, such as 2 and 24 for records of 24 bytes whose numbers have 2: at the multiples of each
 * more symbols agree than at the other multiples of the one before. Agreement at one lag shows nothing: in numbers of two
 * bytes all even lags agree more often than chance, and one of them most.
 *
 * @param pieces contiguous symbols
 * @returns those that far multiples show, at most a third of the longest piece, and those of near ones, which memory can imitate;
 *   each a multiple of the one before
 * Cost: eight Fourier transforms of each piece, and O(n log n).
 * Source: this project's own; agreement of phases is tested as in Fisher 1929, Proc. R. Soc. A 125 (sums over harmonics).
 */
export function nestedPeriods(
  pieces: readonly Symbols[],
  uniformInteger: UniformInteger,
): { readonly lasting: number[]; readonly near: number[] } {
  const alphabetSize = 1 + largestOf(pieces.map(largestOf));
  const longest = largestOf(pieces.map(({ length }) => length));
  const farthest = Math.floor((2 * longest) / 3);
  const agreeing = new Float64Array(farthest + 1);
  const pairs = new Float64Array(farthest + 1);
  const rounds = alphabetSize === 2 ? 1 : projections;
  const directions = Array.from({ length: rounds }, () =>
    Uint8Array.from({ length: alphabetSize }, (_, symbol) => (rounds === 1 ? symbol : uniformInteger(4))),
  );
  for (const piece of pieces) {
    if (piece.length === 0) continue;
    const reach = Math.min(farthest, piece.length - 1);
    const counts = new Float64Array(alphabetSize);
    addSymbolCounts(piece, counts);
    for (const one of directions)
      projectedAgreements(piece, counts, reach, uniformInteger, one).forEach((excess, lag) => {
        agreeing[lag]! += excess;
      });
    for (let lag = 1; lag <= reach; lag++) pairs[lag]! += piece.length - lag;
  }
  const near = Math.floor(nearShare * longest);
  const n = pieces.reduce((sum, { length }) => sum + length, 0);
  const independent = agreeing[0]! / (n * Math.sqrt(2 * rounds));
  const lags = {
    ...{ agreeing: beyondBackground(agreeing, pairs), pairs, independent, longest: Math.floor(longest / 3) },
  };
  return {
    lasting: climb({ ...lags, from: near + 1, to: farthest, drifts: false }),
    near: climb({ ...lags, from: 1, to: near, longest: near >> 2, drifts: true }),
  };
}

/** Agreements of lags, beyond chance. */
interface Lags {
  /** shape (lags + 1,) */
  readonly agreeing: Float64Array;
  /** compared pairs, shape (lags + 1,) */
  readonly pairs: Float64Array;
  /** standard deviation of the agreement of a pair of independent symbols */
  readonly independent: number;
  readonly from: number;
  readonly to: number;
  /** longest period */
  readonly longest: number;
  /** whether the agreement may fall with the lag */
  readonly drifts: boolean;
}

/** Agreements less those of the lags around each. */
function beyondBackground(agreeing: Float64Array, pairs: Float64Array): Float64Array {
  const sums = new Float64Array(agreeing.length);
  const rate = (lag: number) => (pairs[lag]! > 0 ? agreeing[lag]! / pairs[lag]! : 0);
  for (let lag = 1; lag < agreeing.length; lag++) sums[lag] = sums[lag - 1]! + rate(lag);
  return agreeing.map((_, lag) => {
    const from = Math.max(0, lag - background - 1);
    const to = Math.min(agreeing.length - 1, lag + background);
    return lag === 0 ? 0 : (rate(lag) - (sums[to]! - sums[from]!) / (to - from)) * pairs[lag]!;
  });
}

function climb(lags: Lags): number[] {
  const found: number[] = [];
  for (let base = 1; ; base = found.at(-1)!) {
    const next = clearestMultiple(lags, base);
    if (next === undefined) return found;
    found.push(next);
  }
}

/** The multiple of a period whose own multiples stand out most among those of the period; undefined: none does. */
function clearestMultiple(lags: Lags, base: number): number | undefined {
  const all = sumOfMultiples(lags, base);
  const deviation = deviationOf(lags, base);
  const candidates = Math.floor(lags.longest / base);
  const threshold = Math.sqrt(2 * Math.log(Math.max(2, candidates) / climbLevel));
  let [best, clearest] = [threshold, undefined as number | undefined];
  for (let period = 2 * base; period <= lags.longest; period += base) {
    const own = sumOfMultiples(lags, period);
    const others = { agreeing: all.agreeing - own.agreeing, pairs: all.pairs - own.pairs };
    if (own.pairs === 0 || others.pairs === 0) continue;
    const excess = own.agreeing / own.pairs - others.agreeing / others.pairs;
    const score = excess / (deviation * Math.sqrt(1 / own.pairs + 1 / others.pairs));
    if (score > best && (lags.drifts || lasts(lags, period, deviation))) [best, clearest] = [score, period];
  }
  return clearest;
}

interface SumOfLags {
  readonly agreeing: number;
  readonly pairs: number;
}

function sumOfMultiples({ agreeing, pairs, from, to }: Lags, period: number, end = to): SumOfLags {
  const sum = { agreeing: 0, pairs: 0 };
  for (let lag = Math.ceil(from / period) * period; lag <= end; lag += period) {
    sum.agreeing += agreeing[lag]!;
    sum.pairs += pairs[lag]!;
  }
  return sum;
}

/** Whether the farther half of the multiples agree as the nearer half does: a wave whose length is no whole number drifts. */
function lasts(lags: Lags, period: number, deviation: number): boolean {
  const nearer = sumOfMultiples(lags, period, (lags.from + lags.to) >> 1);
  const both = sumOfMultiples(lags, period);
  const farther = { agreeing: both.agreeing - nearer.agreeing, pairs: both.pairs - nearer.pairs };
  if (nearer.pairs === 0 || farther.pairs === 0) return true;
  const [first, last] = [nearer.agreeing / nearer.pairs, farther.agreeing / farther.pairs];
  const error = deviation * Math.sqrt(1 / nearer.pairs + 1 / farther.pairs);
  return last > lastingShare * first - 3 * error;
}

/**
 * Standard deviation of the agreement of a pair, from the multiples of a period: their median distance from the median, and at
 * least half that of independent symbols, since a repeated word has none.
 */
function deviationOf({ agreeing, pairs, from, to, independent }: Lags, period: number): number {
  const scores: number[] = [];
  for (let lag = Math.ceil(from / period) * period; lag <= to; lag += period)
    if (pairs[lag]! > 0) scores.push(agreeing[lag]! / Math.sqrt(pairs[lag]!));
  const middle = median(scores) ?? 0;
  return Math.max(independent / 2, normalMedian * (median(scores.map((one) => Math.abs(one - middle))) ?? 0));
}
