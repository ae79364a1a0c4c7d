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
