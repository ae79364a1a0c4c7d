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
