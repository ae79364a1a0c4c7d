const EULER_GAMMA = 0.577_215_664_901_532_9;

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
    let sum = -EULER_GAMMA - Math.log(x);
    let power = 1;
    for (let k = 1; k <= 24; k++) {
      power *= -x / k;
      sum -= power / k;
    }
    return Math.exp(x) * sum;
  }
  // Backward, which does not accumulate rounding; the truncation error falls like exp(-4 sqrt(depth x)).
  let tail = 0;
  for (let i = Math.ceil(10 + 100 / x); i > 0; i--) tail = (i * i) / (x + 2 * i + 1 - tail);
  return 1 / (x + 1 - tail);
}
