import { logGamma, stirlingRemainder } from "./log-gamma.ts";

/**
 * Upper regularised incomplete gamma function Q(a, x): the probability that a gamma variable of shape a exceeds x.
 *
 * @param a above 0
 * @param x at least 0
 * @returns relative error below 1e-11 for a up to 10^5 wherever the result exceeds 1e-300
 * Cost: O(sqrt a) or less, at most 10^5 terms.
 * Source: Abramowitz & Stegun 1964, 6.5.29 (series) and 6.5.31 (continued fraction, by Lentz's rule).
 */
export function upperGamma(a: number, x: number): number {
  const scale = density(a, x);
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x);
}

/** x^a e^-x/Gamma(a), without the difference of large logarithms where a is large. */
function density(a: number, x: number): number {
  if (a < 12) return Math.exp(a * Math.log(x) - x - logGamma(a));
  const excess = (x - a) / a;
  const exponent = a * (Math.log1p(excess) - excess) - stirlingRemainder(a);
  return Math.exp(exponent) * Math.sqrt(a / (2 * Math.PI));
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

const mostTerms = 100_000;

function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < mostTerms; k++) {
    const numerator = k * (a - k);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}

/** P(X > x) of a chi-square variable. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return upperGamma(degreesOfFreedom / 2, x / 2);
}

/** erfc(x) for x >= 0: twice the tail of a normal variable beyond x sqrt 2. */
export function complementaryError(x: number): number {
  return upperGamma(0.5, x * x);
}

/**
 * The value that a gamma variable of shape a exceeds with probability p.
 *
 * @param a above 0
 * @param p in (0, 1)
 * Cost: some 60 evaluations of Q.
 */
export function upperGammaQuantile(a: number, p: number): number {
  let low = 0;
  let high = a + 1;
  while (upperGamma(a, high) > p) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (upperGamma(a, middle) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
