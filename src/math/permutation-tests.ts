import { shuffleInPlace } from "./sampling.ts";

/** The correlation of neighbouring values. */
interface NeighbourCorrelation {
  /** correlation of each value with the next one */
  readonly correlation: number;
  /** share of random orders whose correlation is at least as large, including the given order: an exact p-value */
  readonly pValue: number;
}

/**
 * The correlation of neighbours and its permutation test.
 *
 * @param values in their order, shape (n,), n >= 3, not all equal
 * @param below a uniform integer in [0, bound)
 * @param orders random orders
 * Cost: O(orders n).
 */
export function neighbourCorrelation(
  values: ArrayLike<number>,
  below: (bound: number) => number,
  orders = 999,
): NeighbourCorrelation {
  const shuffledValues = Float64Array.from(values);
  const correlation = correlationOf(shuffledValues);
  let atLeast = 1;
  for (let order = 0; order < orders; order++) {
    shuffleInPlace(shuffledValues, below);
    if (correlationOf(shuffledValues) >= correlation) atLeast++;
  }
  return { correlation, pValue: atLeast / (orders + 1) };
}

function correlationOf(values: Float64Array): number {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const off = values[i]! - mean;
    squares += off * off;
    if (i > 0) products += off * (values[i - 1]! - mean);
  }
  return squares > 0 ? products / squares : 0;
}

/** A sudden fall beside a smooth trend. */
export interface Step {
  /** index of the first value after it */
  readonly place: number;
  /** its height, below 0 */
  readonly height: number;
  /** share of random orders of the residuals with at least as sharp a step, including the given order */
  readonly pValue: number;
}

/** Least number of values on either side of a step, and their least share. */
const fewestOnSide = 3;
const leastOnSide = 1 / 20;
/** A pair of trends that differ by less count as one. */
const negligible = 1e-9;

/**
 * The sharpest fall of a sequence beside a smooth trend, and the probability of one as sharp by chance: least squares with a
 * step at each position; residuals of the trend are permuted, and the trend is fitted again.
 *
 * @param trends components of a smooth sequence, each of shape (n,)
 * @param below a uniform integer in [0, bound)
 * @param orders random orders
 * @returns undefined with too few values for a step, or where the trend leaves no residual
 * Cost: O(orders trends n).
 * Source: Freedman & Lane 1983, J. Bus. Econ. Stat. 1(4) (permutation of residuals).
 */
export function stepTest(
  values: ArrayLike<number>,
  trends: readonly ArrayLike<number>[],
  below: (bound: number) => number,
  orders = 999,
): Step | undefined {
  const n = values.length;
  const least = Math.max(fewestOnSide, Math.ceil(leastOnSide * n));
  if (n < 2 * least + trends.length) return undefined;
  const basis = orthonormal(trends);
  const norms = stepNorms(basis, n);
  const residuals = Float64Array.from(values);
  removeTrends(residuals, basis);
  if (!(squareOf(residuals) > negligible * negligible * squareOf(Float64Array.from(values))))
    return undefined;
  const found = sharpestFall(residuals, norms, least);
  const shuffled = residuals.slice();
  const trial = new Float64Array(n);
  let asSharp = 1;
  for (let order = 0; order < orders; order++) {
    shuffleInPlace(shuffled, below);
    trial.set(shuffled);
    removeTrends(trial, basis);
    if (sharpestFall(trial, norms, least).sharpness >= found.sharpness) asSharp++;
  }
  return { place: found.place, height: found.height, pValue: asSharp / (orders + 1) };
}

interface Fall {
  readonly place: number;
  readonly height: number;
  /** correlation of the residuals with the step */
  readonly sharpness: number;
}

/** None where a rise is sharper than any fall: a trend that bends around a rise falls too. */
function sharpestFall(residuals: Float64Array, norms: Float64Array, least: number): Fall {
  const n = residuals.length;
  const total = squareOf(residuals);
  let fall: Fall = { place: 0, height: 0, sharpness: 0 };
  let rise = 0;
  let after = 0;
  for (let place = n - 1; place >= least; place--) {
    after += residuals[place]!;
    if (n - place < least || norms[place]! < negligible) continue;
    const sharpness = -after / Math.sqrt(norms[place]! * total);
    if (sharpness > fall.sharpness) fall = { place, height: after / norms[place]!, sharpness };
    rise = Math.max(rise, -sharpness);
  }
  return fall.sharpness >= rise ? fall : { ...fall, sharpness: 0 };
}

/** Squared length of the step at each position after projecting out the trends, shape (n,). */
function stepNorms(basis: readonly Float64Array[], n: number): Float64Array {
  const norms = new Float64Array(n);
  const sums = new Float64Array(basis.length);
  for (let place = n - 1; place >= 0; place--) {
    let norm = n - place;
    for (const [b, trend] of basis.entries()) {
      sums[b]! += trend[place]!;
      norm -= sums[b]! * sums[b]!;
    }
    norms[place] = norm;
  }
  return norms;
}

/** Gram-Schmidt; drops dependent trends. */
function orthonormal(trends: readonly ArrayLike<number>[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const trend of trends) {
    const rest = Float64Array.from(trend);
    const before = squareOf(rest);
    removeTrends(rest, basis);
    // Twice, to remove rounding errors.
    removeTrends(rest, basis);
    const length = Math.sqrt(squareOf(rest));
    if (length > negligible * Math.sqrt(before)) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

function removeTrends(values: Float64Array, basis: readonly Float64Array[]): void {
  for (const trend of basis) {
    let product = 0;
    for (let i = 0; i < values.length; i++) product += values[i]! * trend[i]!;
    for (let i = 0; i < values.length; i++) values[i]! -= product * trend[i]!;
  }
}

function squareOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}
