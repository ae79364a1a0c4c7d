import { exp2 } from "../math/sums.ts";

/** The number of types that occur exactly j times, for every j that occurs. Count-based estimators read only this. */
export interface FrequencySpectrum {
  /** Distinct positive counts j in ascending order. */
  readonly frequencies: Float64Array;
  /** Number of types f_j with that count, shape of `frequencies`. */
  readonly multiplicities: Float64Array;
  /** Sample size, sum of j f_j. */
  readonly tokens: number;
  /** Number of types seen, sum of f_j. */
  readonly types: number;
}

/**
 * Occurrences of each type in any order, or their spectrum. Zeros are ignored. Functions of counts throw RangeError where
 * nothing was counted.
 */
export type Counts = ArrayLike<number> | FrequencySpectrum;

const DENSE = 1024;
/** Number of types with each small count; reused by all calls. */
const small = new Float64Array(DENSE);

/**
 * Frequency spectrum of a list of counts.
 *
 * Estimators sum over it instead of over the counts: it has at most sqrt(2 n) entries, and its fixed order
 * makes every estimate independent of how the types are numbered, to the last bit.
 *
 * @param counts occurrences of each type, integers; zeros are ignored
 * @returns the spectrum; empty when every count is 0
 * Cost: O(S) plus a sort of the counts above 1023.
 * Source: Baayen 2001, Word Frequency Distributions.
 */
export function frequencySpectrum(counts: ArrayLike<number>): FrequencySpectrum {
  small.fill(0);
  const large: number[] = [];
  for (let i = 0; i < counts.length; i++) {
    const c = counts[i]!;
    // Zeros are counted too and never read: a branch on them would be mispredicted.
    if (c < DENSE) small[c] = small[c]! + 1;
    else large.push(c);
  }
  const sorted = Float64Array.from(large).sort();
  const frequencies: number[] = [];
  const multiplicities: number[] = [];
  for (let j = 1; j < DENSE; j++) {
    if (small[j] === 0) continue;
    frequencies.push(j);
    multiplicities.push(small[j]!);
  }
  for (let start = 0, i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    frequencies.push(sorted[start]!);
    multiplicities.push(i - start);
    start = i;
  }
  return spectrumFrom(Float64Array.from(frequencies), Float64Array.from(multiplicities));
}

/**
 * The spectrum of either form of counts.
 *
 * @param counts counts or a spectrum, which is passed through
 * @returns a spectrum with at least one token
 */
export function spectrumOf(counts: Counts): FrequencySpectrum {
  const spectrum = "frequencies" in counts ? counts : frequencySpectrum(counts);
  if (spectrum.tokens === 0) throw new RangeError("no positive count");
  return spectrum;
}

/**
 * A spectrum from its two columns.
 *
 * @param frequencies distinct positive counts, ascending
 * @param multiplicities types with each count, same shape
 * @returns the spectrum with its totals
 */
export function spectrumFrom(frequencies: Float64Array, multiplicities: Float64Array): FrequencySpectrum {
  let tokens = 0;
  let types = 0;
  for (let i = 0; i < frequencies.length; i++) {
    tokens += frequencies[i]! * multiplicities[i]!;
    types += multiplicities[i]!;
  }
  return { frequencies, multiplicities, tokens, types };
}

/**
 * Number of types that occur exactly j times, f_j.
 *
 * @param spectrum where to look
 * @param j a positive count
 * @returns f_j, 0 when no type has this count
 */
export function typesWithFrequency(spectrum: FrequencySpectrum, j: number): number {
  const at = spectrum.frequencies.indexOf(j);
  return at < 0 ? 0 : spectrum.multiplicities[at]!;
}

/** Weighted counts that replace a spectrum in sums of smooth functions of the count. */
export interface WeighedCounts {
  /** positive reals, shape (m,) */
  readonly counts: Float64Array;
  /** number of types that each represents; may be negative, shape (m,) */
  readonly weights: Float64Array;
}

/** Points an octave: the error of interpolation, (3 + sqrt 8)^-22, is below double precision. */
const pointsPerOctave = 22;
/** Counts below are kept as they are. */
const firstOctave = 32;

/**
 * Some 22 points per octave instead of all distinct counts: sums of f(j) over types keep their value for every f that is
 * analytic to the right of j = 1, such as ln Gamma(j + b) and (j + b) psi(j + b + 1).
 *
 * The Lagrange polynomials distribute each count over the Chebyshev points of its octave.
 *
 * @param spectrum shape (any,)
 * @returns at most 32 + 22 log2(largest count / 32) points
 * Cost: O(22 distinct counts).
 * Source: Berrut & Trefethen 2004, SIAM Review 46 (barycentric interpolation); Trefethen 2013, Approximation Theory, ch. 8.
 */
export function compressedSpectrum({ frequencies, multiplicities }: FrequencySpectrum): WeighedCounts {
  const counts: number[] = [];
  const weights: number[] = [];
  let i = 0;
  for (; i < frequencies.length && frequencies[i]! < firstOctave; i++) {
    counts.push(frequencies[i]!);
    weights.push(multiplicities[i]!);
  }
  for (let octave = firstOctave; i < frequencies.length; octave *= 2) {
    const begin = i;
    while (i < frequencies.length && frequencies[i]! < 2 * octave) i++;
    const inside = frequencies.subarray(begin, i);
    if (inside.length <= pointsPerOctave) {
      for (const one of inside) counts.push(one);
      for (const one of multiplicities.subarray(begin, i)) weights.push(one);
    } else {
      counts.push(...chebyshev.map((x) => octave * (1.5 + 0.5 * x)));
      weights.push(...shares(inside, multiplicities.subarray(begin, i), octave));
    }
  }
  return { counts: Float64Array.from(counts), weights: Float64Array.from(weights) };
}

const angles = Array.from({ length: pointsPerOctave }, (_, m) => ((m + 0.5) * Math.PI) / pointsPerOctave);
/** Chebyshev points of the first kind on [-1, 1]. */
const chebyshev = angles.map(Math.cos);
const barycentric = angles.map((angle, m) => (m % 2 === 0 ? Math.sin(angle) : -Math.sin(angle)));

/**
 * Polynomials of smaller counts are cached, up to 6 MB: the bootstrap of a law uses those of the same ranks again and again.
 */
const keptBelow = 2 ** 15;
const kept: { polynomials: Float64Array; sums: Float64Array } = {
  polynomials: new Float64Array(0),
  sums: new Float64Array(0),
};

/** Total weights of the Chebyshev points of an octave. */
function shares(frequencies: Float64Array, multiplicities: Float64Array, octave: number): Float64Array {
  const total = new Float64Array(pointsPerOctave);
  const lagrange = new Float64Array(pointsPerOctave);
  if (2 * octave <= keptBelow && kept.sums.length < 2 * octave) {
    const { polynomials, sums } = kept;
    kept.sums = new Float64Array(2 * octave);
    kept.polynomials = new Float64Array(2 * octave * pointsPerOctave);
    kept.sums.set(sums);
    kept.polynomials.set(polynomials);
  }
  const { polynomials, sums } = kept;
  for (let i = 0; i < frequencies.length; i++) {
    const count = frequencies[i]!;
    const x = (count / octave - 1.5) * 2;
    const keeps = count < sums.length && Number.isInteger(count);
    const row = keeps ? count * pointsPerOctave : 0;
    const values = keeps ? polynomials : lagrange;
    let sum = keeps ? sums[count]! : 0;
    if (sum === 0) {
      const hit = chebyshev.indexOf(x);
      for (let m = 0; m < pointsPerOctave; m++) {
        const value = hit < 0 ? barycentric[m]! / (x - chebyshev[m]!) : m === hit ? 1 : 0;
        values[row + m] = value;
        sum += value;
      }
      if (keeps) sums[count] = sum;
    }
    const scale = multiplicities[i]! / sum;
    for (let m = 0; m < pointsPerOctave; m++) total[m]! += scale * values[row + m]!;
  }
  return total;
}

/**
 * Good-Turing estimate of the probability of all types seen so far, 1 - f1/n.
 *
 * @returns in [0, 1]
 * Cost: O(S).
 * Source: Good 1953, Biometrika 40.
 */
export function goodTuringCoverage(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  return 1 - typesWithFrequency(spectrum, 1) / spectrum.tokens;
}

/**
 * Coverage with the second-order term of Chao and Jost, which uses the doubletons too.
 *
 * @returns in [0, 1]
 * Cost: O(S).
 * Source: Chao & Jost 2012, Ecology 93, eq. 4a and its form for f2 = 0.
 */
export function chaoJostCoverage(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  const n = spectrum.tokens;
  const f1 = typesWithFrequency(spectrum, 1);
  const f2 = typesWithFrequency(spectrum, 2);
  if (f1 === 0) return 1;
  const unseen = f2 > 0 ? (n - 1) * f1 : (n - 1) * (f1 - 1);
  return 1 - ((f1 / n) * unseen) / (unseen + 2 * Math.max(f2, 1));
}

/** A symbol is rare below this share, or below the share of each symbol in a larger alphabet. */
const rare = 1 / 1000;

/** Separators are rarer than this share of equally frequent symbols, */
const ofSeparator = 1 / 16;
/** and all others more frequent than this share. */
const ofOthers = 1 / 2;

/**
 * A, corrected for chance in the sample: symbols rarer than one in a thousand count in proportion to their frequency. n draws
 * from a law with a long tail may contain some hundred more or fewer symbols once. Where all but a few rare symbols, such as the
 * ends of lines of digits, are about equally frequent, log2 A is the entropy of equally frequent ones with those among them.
 *
 * @param counts of symbols, zeros allowed
 * @returns at most the number of symbols that occur, at least 2 where two or more occur
 * Cost: O(A).
 */
export function effectiveAlphabet(counts: ArrayLike<number>): number {
  let [total, present] = [0, 0];
  for (let a = 0; a < counts.length; a++) {
    total += counts[a]!;
    if (counts[a]! > 0) present++;
  }
  if (total === 0) return 0;
  const separated = separatedAlphabet(counts, total / present);
  if (separated !== undefined) return separated;
  const enough = Math.min(rare, 1 / present) * total;
  let size = 0;
  for (let a = 0; a < counts.length; a++) size += Math.min(1, counts[a]! / enough);
  return Math.max(Math.min(present, 2), size);
}

/** @param equal count of equally frequent symbols @returns undefined where there are no separators, or fewer than two others */
function separatedAlphabet(counts: ArrayLike<number>, equal: number): number | undefined {
  let [separators, others, kinds, bits] = [0, 0, 0, 0];
  for (let a = 0; a < counts.length; a++) {
    const count = counts[a]!;
    if (count === 0) continue;
    if (count < ofSeparator * equal) {
      separators += count;
      bits -= count * Math.log2(count);
    } else if (count < ofOthers * equal) return undefined;
    else {
      others += count;
      kinds++;
    }
  }
  if (separators === 0 || kinds < 2) return undefined;
  const total = separators + others;
  return exp2(Math.log2(total) + (bits + others * (Math.log2(kinds) - Math.log2(others))) / total);
}
