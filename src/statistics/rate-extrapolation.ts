/** Laws of the decrease of code lengths a symbol with the length n of the text. */
export const extrapolationLaws = ["f1", "f2", "f3"] as const;
export type ExtrapolationLaw = (typeof extrapolationLaws)[number];

/** A fitted law of falling code lengths. */
interface RateExtrapolation {
  /** its limit, in the unit of the rates */
  readonly limit: number;
  /** beta in [0, 1]: the excess falls as n^(beta - 1) */
  readonly exponent: number;
  /** A >= 0 */
  readonly amplitude: number;
}

/** Steps of the exponent that are tried before the best is refined. */
const steps = 100;

/**
 * The limit of code lengths a symbol by weighted least squares: f1 is h + A n^(beta - 1), f2 is h + A n^(beta - 1) ln n, f3 is
 * exp(h + A n^(beta - 1)) and fitted in logarithms.
 *
 * For each exponent the rest is linear and solved, with A and the limit not below 0; so the search is one-dimensional and needs
 * no starting point. The exponent is the smallest whose chi-square is within 1 of the best: differences within the noise of the
 * prefixes are not extrapolated.
 *
 * @param sizes n, shape (m,), m >= 3
 * @param rates code length a symbol at each, positive, shape (m,)
 * @param variance of the code length of one symbol, so that a rate has variance / n
 * Cost: O(m), some 150 times.
 * Source: Takahira, Tanaka-Ishii & Dębowski 2016, Entropy 18(10), 364 (the laws).
 */
export function extrapolateRate(
  sizes: ArrayLike<number>,
  rates: ArrayLike<number>,
  law: ExtrapolationLaw,
  variance: number,
): RateExtrapolation {
  const y = Float64Array.from(rates, (rate) => (law === "f3" ? Math.log(rate) : rate));
  const weights = Float64Array.from(sizes, (n, i) => {
    const scale = law === "f3" ? rates[i]! * rates[i]! : 1;
    return (n * scale) / Math.max(variance, leastVariance);
  });
  const fitAt = (exponent: number): LinearFit => {
    const x = Float64Array.from(sizes, (n) => {
      const power = Math.exp((exponent - 1) * Math.log(n));
      return law === "f2" ? power * Math.log(n) : power;
    });
    return nonNegativeLine(x, y, weights, law === "f3");
  };
  // Above it, n^(beta - 1) ln n rises over the first prefixes.
  const largest = law === "f2" ? Math.max(0, 1 - 1 / Math.log(sizes[0]!)) : 1;
  const chiSquares = Array.from({ length: steps + 1 }, (_, i) => fitAt((largest * i) / steps).residual);
  const allowed = Math.min(...chiSquares) + 1;
  const first = chiSquares.findIndex((chiSquare) => chiSquare <= allowed);
  let low = (largest * Math.max(0, first - 1)) / steps;
  let high = (largest * first) / steps;
  for (let i = 0; i < 50; i++) {
    const middle = 0.5 * (low + high);
    if (fitAt(middle).residual <= allowed) high = middle;
    else low = middle;
  }
  const { intercept, slope } = fitAt(high);
  return { limit: law === "f3" ? Math.exp(intercept) : intercept, exponent: high, amplitude: slope };
}

/** Least variance of code lengths without noise, as of a period, bit^2. */
const leastVariance = 1e-6;

interface LinearFit {
  readonly intercept: number;
  readonly slope: number;
  /** chi-square */
  readonly residual: number;
}

/** Weighted least squares of y on x with a slope, and unless `free` an intercept, not below 0. */
function nonNegativeLine(x: Float64Array, y: Float64Array, weights: Float64Array, free: boolean): LinearFit {
  const m = x.length;
  let total = 0;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < m; i++) {
    total += weights[i]!;
    meanX += weights[i]! * x[i]!;
    meanY += weights[i]! * y[i]!;
  }
  meanX /= total;
  meanY /= total;
  let variance = 0;
  let covariance = 0;
  let square = 0;
  let product = 0;
  for (let i = 0; i < m; i++) {
    variance += weights[i]! * (x[i]! - meanX) * (x[i]! - meanX);
    covariance += weights[i]! * (x[i]! - meanX) * (y[i]! - meanY);
    square += weights[i]! * x[i]! * x[i]!;
    product += weights[i]! * x[i]! * y[i]!;
  }
  let slope = variance > 0 ? Math.max(0, covariance / variance) : 0;
  let intercept = meanY - slope * meanX;
  if (intercept < 0 && !free) {
    intercept = 0;
    slope = product / square;
  }
  let residual = 0;
  for (let i = 0; i < m; i++) {
    const off = y[i]! - intercept - slope * x[i]!;
    residual += weights[i]! * off * off;
  }
  return { intercept, slope, residual };
}
