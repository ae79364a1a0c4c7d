import type { FrequencySpectrum } from "./frequency-spectrum.ts";

/** A weighed set of points that stands for a spectrum in sums of smooth functions of the count. */
export interface WeighedCounts {
  /** positive reals, shape (m,) */
  readonly counts: Float64Array;
  /** how many types each stands for; may be negative, shape (m,) */
  readonly weights: Float64Array;
}

/** Points an octave: the error of interpolation, (3 + sqrt 8)^-22, is below double precision. */
const pointsPerOctave = 22;
/** Counts below are kept as they are. */
const firstOctave = 32;

/**
 * Some 22 points an octave in place of all distinct counts: sums of f(j) over types keep their value for every f that
 * is analytic to the right of j = 1, such as ln Gamma(j + b) and (j + b) psi(j + b + 1).
 *
 * Each count is shared out among the Chebyshev points of its octave by the Lagrange polynomials.
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

/** Counts below have their polynomials kept, 6 MB once all are: the bootstrap of a law asks for those of the same ranks again and again. */
const keptBelow = 2 ** 15;
const kept: { polynomials: Float64Array; sums: Float64Array } = {
  polynomials: new Float64Array(0),
  sums: new Float64Array(0),
};

/** What the Chebyshev points of an octave are worth together. */
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
