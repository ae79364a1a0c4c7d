/**
 * ln Gamma(x).
 *
 * @param x above 0
 * @returns absolute error below 1e-14 max(1, |ln Gamma(x)|)
 * Cost: O(1).
 * Source: Abramowitz & Stegun 1964, 6.1.15 and 6.1.41.
 */
export function logGamma(x: number): number {
  let shift = 1;
  let z = x;
  for (; z < 12; z += 1) shift *= z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + stirlingRemainder(z) - Math.log(shift);
}

/** ln Gamma(z) minus Stirling's formula, for z >= 12. */
function stirlingRemainder(z: number): number {
  const u = 1 / (z * z);
  return (
    (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u * (1 / 1188 - u * (691 / 360_360)))))) / z
  );
}

/**
 * Digamma function, the derivative of ln Gamma.
 *
 * @param x a positive real
 * @returns psi(x), absolute error below 2e-15 max(1, |psi(x)|)
 * Cost: O(1).
 * Source: Abramowitz & Stegun 1964, 6.3.5 and 6.3.18.
 */
export function digamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 12; z += 1) shift -= 1 / z;
  const u = 1 / (z * z);
  const series =
    u * (1 / 12 - u * (1 / 120 - u * (1 / 252 - u * (1 / 240 - u * (1 / 132 - u * (691 / 32760))))));
  return shift + Math.log(z) - 0.5 / z - series;
}

/**
 * Trigamma function, the derivative of digamma.
 *
 * @param x a positive real
 * @returns psi'(x), relative error below 1e-14
 * Cost: O(1).
 * Source: Abramowitz & Stegun 1964, 6.4.6 and 6.4.12.
 */
export function trigamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 16; z += 1) shift += 1 / (z * z);
  const u = 1 / (z * z);
  const series = u * (1 / 6 - u * (1 / 30 - u * (1 / 42 - u * (1 / 30 - u * (5 / 66 - u * (691 / 2730))))));
  return shift + (1 + 0.5 / z + series) / z;
}

/**
 * log2 of the number of arrangements of objects with these counts, n! / prod n_i!.
 *
 * @param counts shape (n,)
 * Cost: O(n).
 */
export function logMultinomial(counts: ArrayLike<number>): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i]!;
    sum += logFactorial(counts[i]!);
  }
  return logFactorial(total) - sum;
}

/** log2 n!, by Stirling's series where its error is below 1e-15 bit. */
function logFactorial(n: number): number {
  if (n < 128) {
    let product = 0;
    for (let i = 2; i <= n; i++) product += Math.log2(i);
    return product;
  }
  const inverse = 1 / n;
  const series = inverse / 12 - (inverse * inverse * inverse) / 360;
  return (n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + series) / Math.LN2;
}

/** From here on Stirling's series is exact to double precision. */
const large = 16;
/** Products of 16 such factors stay finite. */
const mostFactor = 1e19;

/**
 * Logarithm of a rising factorial, ln Gamma(x + m) - ln Gamma(x), without cancellation for large x.
 *
 * @param x a positive real
 * @param m a real, at least 0
 * @returns nats, absolute error some 1e-15 times (1 + m) ln(x + m)
 * Cost: O(1).
 * Source: Abramowitz & Stegun 1964, 6.1.22 and 6.1.41.
 */
export function logRisingFactorial(x: number, m: number): number {
  if (m <= large && x < mostFactor && Number.isInteger(m)) {
    let product = 1;
    for (let i = 0; i < m; i++) product *= x + i;
    return Math.log(product);
  }
  let steps = m;
  let below = 1;
  let z = x;
  for (; z < large; z += 1, steps -= 1) below *= z;
  let above = 1;
  let y = x + m;
  for (; y < large; y += 1, steps += 1) above *= y;
  // (y - 1/2) ln y - y - (z - 1/2) ln z + z with y = z + steps, in a form that subtracts nothing of order z ln z.
  const difference = (z - 0.5) * Math.log1p(steps / z) + steps * (Math.log(y) - 1);
  return Math.log(below) - Math.log(above) + difference + stirlingRemainder(y) - stirlingRemainder(z);
}

/**
 * Scaled exponential integral e^x E1(x), which stays finite where E1 underflows.
 *
 * @param x a positive real
 * @returns e^x times the integral of e^-t / t over [x, infinity), relative error about 1e-15
 * Cost: O(1), at most some 100 steps.
 * Source: Abramowitz & Stegun 1964, 5.1.11 (series) and 5.1.22 (continued fraction).
 */
export function scaledExponentialIntegral(x: number): number {
  if (x <= 1) {
    const eulerGamma = 0.577_215_664_901_532_9;
    let sum = -eulerGamma - Math.log(x);
    let power = 1;
    for (let k = 1; k <= 24; k++) {
      power *= -x / k;
      sum -= power / k;
    }
    return Math.exp(x) * sum;
  }
  // Backward, which does not accumulate rounding; the truncation error falls as exp(-4 sqrt(depth x)).
  let tail = 0;
  for (let i = Math.ceil(10 + 100 / x); i > 0; i--) tail = (i * i) / (x + 2 * i + 1 - tail);
  return 1 / (x + 1 - tail);
}

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

function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < 100_000; k++) {
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

/** B(2j)/(2j)! for j = 1..10. */
const bernoulliOverFactorial = [
  1 / 12,
  -1 / 720,
  1 / 30_240,
  -1 / 1_209_600,
  1 / 47_900_160,
  -691 / 1_307_674_368_000,
  1 / 74_724_249_600,
  -3617 / 10_670_622_842_880_000,
  43_867 / 5_109_094_217_170_944_000,
  -174_611 / 802_857_662_698_291_200_000,
];
/** From here on the Euler-Maclaurin series is exact to double precision. */
const farEnough = 24;

/** Hurwitz zeta function and its derivative in the exponent. */
interface HurwitzZeta {
  /** sum over n >= 0 of (n + q)^-s */
  readonly value: number;
  /** minus the sum over n >= 0 of (n + q)^-s ln(n + q) */
  readonly derivative: number;
}

/**
 * Sums of powers over an arithmetic progression; q = 1 gives the Riemann zeta function.
 *
 * @param s exponent, above 1
 * @param q first term, above 0
 * @returns both with a relative error of some 1e-15, more for s near 1
 * Cost: O(1).
 * Source: Abramowitz & Stegun 1964, 23.1.30 (Euler-Maclaurin).
 */
export function hurwitzZeta(s: number, q: number): HurwitzZeta {
  let value = 0;
  let derivative = 0;
  let x = q;
  for (; x < farEnough; x++) {
    const power = Math.exp(-s * Math.log(x));
    value += power;
    derivative -= power * Math.log(x);
  }
  const log = Math.log(x);
  const power = Math.exp(-s * log);
  const integral = (power * x) / (s - 1);
  value += integral + power / 2;
  derivative -= integral * (log + 1 / (s - 1)) + (power / 2) * log;
  let rising = s;
  let inverses = 1 / s;
  let scale = power / x;
  bernoulliOverFactorial.forEach((coefficient, j) => {
    const term = coefficient * rising * scale;
    value += term;
    derivative += term * (inverses - log);
    const [a, b] = [s + 2 * j + 1, s + 2 * j + 2];
    rising *= a * b;
    inverses += 1 / a + 1 / b;
    scale /= x * x;
  });
  return { value, derivative };
}
