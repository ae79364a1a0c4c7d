import { leastSquaresLine } from "../math/linear-algebra.ts";

/** Fluctuation around local trends against the length of the windows. */
interface Fluctuation {
  /** window lengths */
  readonly sizes: readonly number[];
  /** F(s): root mean square deviation of the summed series from its trends */
  readonly fluctuations: readonly number[];
  /** alpha: slope of log F against log s */
  readonly exponent: number;
}

/** Windows of each length at least. */
const fewestWindows = 10;
const shortestWindow = 16;

/**
 * Detrended fluctuation analysis: the series less its mean is summed up, cut into windows, and a polynomial is taken
 * off each.
 *
 * @param values shape (n,)
 * @param segmentEnds ascending, the last one n; no window crosses a segment end, each segment has its own sum
 * @param order of the polynomials, 0 to 4
 * @returns undefined with fewer than 4 window lengths, or where every value is the same
 * @throws RangeError when tables cannot be allocated
 * Cost: O(n order) for each of four lengths an octave.
 * Source: Peng et al. 1994, Phys. Rev. E 49; Kantelhardt et al. 2001, Physica A 295 (higher orders).
 */
export function detrendedFluctuation(
  values: ArrayLike<number>,
  segmentEnds: ArrayLike<number>,
  order: number,
): Fluctuation | undefined {
  const sums = profileOf(values, segmentEnds);
  const shortest = Math.max(shortestWindow, 4 * (order + 2));
  const sizes: number[] = [];
  const fluctuations: number[] = [];
  for (let j = 0; ; j++) {
    const size = Math.round(shortest * Math.exp((j / 4) * Math.LN2));
    const basis = orthonormalPolynomials(size, order);
    let windows = 0;
    let squares = 0;
    for (let s = 0, start = 0; s < segmentEnds.length; s++) {
      const end = segmentEnds[s]!;
      for (let at = start; at + size <= end; at += size, windows++) squares += residual(sums, at, basis);
      start = end;
    }
    if (windows < fewestWindows) break;
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
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    let sum = 0;
    for (let i = start; i < segmentEnds[s]!; i++) {
      sum += values[i]! - mean;
      sums[i] = sum;
    }
    start = segmentEnds[s]!;
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

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Sum of squares that the polynomials leave of a window. */
function residual(sums: Float64Array, at: number, basis: readonly Float64Array[]): number {
  const size = basis[0]!.length;
  // From its first value on, so that squares do not drown what is left.
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
