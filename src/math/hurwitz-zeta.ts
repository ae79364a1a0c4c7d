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
/** From here on the Euler-Maclaurin series is as good as a double. */
const farEnough = 24;

/** Hurwitz zeta function and its derivative in the exponent. */
interface HurwitzZeta {
  /** sum over n >= 0 of (n + q)^-s */
  readonly value: number;
  /** minus the sum over n >= 0 of (n + q)^-s ln(n + q) */
  readonly derivative: number;
}

/**
 * Sums of powers over an arithmetic progression; q = 1 gives the zeta function of Riemann.
 *
 * @param s exponent, above 1
 * @param q first term, above 0
 * @returns both with a relative error of some 1e-15, more as s nears 1
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
