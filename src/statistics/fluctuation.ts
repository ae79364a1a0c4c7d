import { segmentsOf } from "../core/sequence.ts";
import { leastSquaresLine } from "../math/linear-algebra.ts";
import { logGamma } from "../math/special-functions.ts";
import { dot } from "../math/sums.ts";

/** Fluctuation around local trends against the length of the windows. */
interface Fluctuation {
  /** window lengths */
  readonly sizes: readonly number[];
  /** F(s): root mean square deviation of the summed series from its trends */
  readonly fluctuations: readonly number[];
  /** alpha: slope of log F against log s */
  readonly exponent: number;
}

/**
 * Detrended fluctuation analysis: the cumulative sum of the series minus its mean is cut into windows, and a polynomial is
 * subtracted from each.
 *
 * @param segmentEnds ascending, the last one n; no window crosses a segment end, each segment has its own sum
 * @param order of the polynomials, 0 to 4
 * @returns undefined with fewer than 4 window lengths, or where every value is the same
 * Cost: O(n order) for each of four lengths an octave.
 * Source: Peng et al. 1994, Phys. Rev. E 49; Kantelhardt et al. 2001, Physica A 295 (higher orders).
 */
export function detrendedFluctuation(
  values: ArrayLike<number>,
  segmentEnds: ArrayLike<number>,
  order: number,
): Fluctuation | undefined {
  const sums = profileOf(values, segmentEnds);
  const shortest = Math.max(16, 4 * (order + 2));
  const sizes: number[] = [];
  const fluctuations: number[] = [];
  for (let j = 0; ; j++) {
    const size = Math.round(shortest * Math.exp((j / 4) * Math.LN2));
    const basis = orthonormalPolynomials(size, order);
    let windows = 0;
    let squares = 0;
    for (const [start, end] of segmentsOf(segmentEnds))
      for (let at = start; at + size <= end; at += size, windows++) squares += residual(sums, at, basis);
    if (windows < 10) break;
    sizes.push(size);
    fluctuations.push(Math.sqrt(squares / (windows * size)));
  }
  if (sizes.length < 4 || fluctuations.some((fluctuation) => !(fluctuation > 0))) return undefined;
  return { sizes, fluctuations, exponent: logSlope(sizes, fluctuations) };
}

function profileOf(values: ArrayLike<number>, segmentEnds: ArrayLike<number>): Float64Array {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  const sums = new Float64Array(n);
  for (const [start, end] of segmentsOf(segmentEnds)) {
    let sum = 0;
    for (let i = start; i < end; i++) {
      sum += values[i]! - mean;
      sums[i] = sum;
    }
  }
  return sums;
}

/** Polynomials of degree 0..order on 0..size-1 with unit norm, orthogonal, by Gram and Schmidt in the usual recurrence. */
function orthonormalPolynomials(size: number, order: number): Float64Array[] {
  const basis: Float64Array[] = [new Float64Array(size).fill(1 / Math.sqrt(size))];
  const center = (size - 1) / 2;
  for (let degree = 1; degree <= order; degree++) {
    const next = basis[degree - 1]!.map((value, i) => (value * (i - center)) / size);
    for (const known of basis) {
      const projection = dot(next, known);
      for (let i = 0; i < size; i++) next[i]! -= projection * known[i]!;
    }
    const norm = Math.sqrt(dot(next, next));
    basis.push(next.map((value) => value / norm));
  }
  return basis;
}

/** Sum of squares of a window after subtracting the polynomials. */
function residual(sums: Float64Array, at: number, basis: readonly Float64Array[]): number {
  const size = basis[0]!.length;
  // Relative to its first value, so that squares do not drown the remainder.
  const origin = sums[at]!;
  let squares = 0;
  for (let i = 0; i < size; i++) squares += (sums[at + i]! - origin) * (sums[at + i]! - origin);
  for (const polynomial of basis) {
    let projection = 0;
    for (let i = 0; i < size; i++) projection += (sums[at + i]! - origin) * polynomial[i]!;
    squares -= projection * projection;
  }
  return Math.max(0, squares);
}

/** Slope of log y against log x by least squares. */
export function logSlope(x: readonly number[], y: readonly number[]): number {
  const logs = (values: readonly number[]) => Float64Array.from(values, (value) => Math.log(value));
  return leastSquaresLine(logs(x), logs(y)).slope;
}

/**
 * Hurst exponent by rescaled range: 1/2 plus the slope of log R/S, minus the logarithm of what independent normal variables
 * give, against the logarithm of the window length.
 *
 * @param segmentEnds ascending, the last one n; no window crosses a segment end
 * @returns undefined with fewer than 4 window lengths, or where windows without variance leave too few
 * Cost: O(n) for each of two lengths an octave.
 * Source: Hurst 1951, Trans. Am. Soc. Civ. Eng. 116; Anis & Lloyd 1976, Biometrika 63 (expectation).
 */
export function hurstExponent(values: ArrayLike<number>, segmentEnds: ArrayLike<number>): number | undefined {
  const sizes: number[] = [];
  const ratios: number[] = [];
  for (let j = 0; ; j++) {
    const size = Math.round(16 * Math.exp((j / 2) * Math.LN2));
    let windows = 0;
    let varied = 0;
    let sum = 0;
    for (const [start, end] of segmentsOf(segmentEnds)) {
      for (let at = start; at + size <= end; at += size, windows++) {
        const ratio = rescaledRange(values, at, size);
        if (ratio === undefined) continue;
        sum += ratio;
        varied++;
      }
    }
    if (windows < 8) break;
    // A window of one value has no range to rescale.
    if (2 * varied < windows) continue;
    sizes.push(size);
    ratios.push(sum / varied / expectedRescaledRange(size));
  }
  return sizes.length < 4 ? undefined : 0.5 + logSlope(sizes, ratios);
}

/** Range of the sums of deviations over the standard deviation; undefined without variance. */
function rescaledRange(values: ArrayLike<number>, at: number, size: number): number | undefined {
  let mean = 0;
  for (let i = at; i < at + size; i++) mean += values[i]!;
  mean /= size;
  let [sum, low, high, squares] = [0, 0, 0, 0];
  for (let i = at; i < at + size; i++) {
    const deviation = values[i]! - mean;
    sum += deviation;
    squares += deviation * deviation;
    if (sum < low) low = sum;
    if (sum > high) high = sum;
  }
  return squares > 0 ? (high - low) / Math.sqrt(squares / size) : undefined;
}

/**
 * E[R/S] of n independent normal variables, exactly.
 *
 * Source: Anis & Lloyd 1976, Biometrika 63.
 */
export function expectedRescaledRange(n: number): number {
  let sum = 0;
  for (let r = 1; r < n; r++) sum += Math.sqrt((n - r) / r);
  return (Math.exp(logGamma((n - 1) / 2) - logGamma(n / 2)) / Math.sqrt(Math.PI)) * sum;
}
