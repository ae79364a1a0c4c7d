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

/** What Stirling's formula leaves of ln Gamma(z), for z >= 12. */
export function stirlingRemainder(z: number): number {
  const u = 1 / (z * z);
  return (
    (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u * (1 / 1188 - u * (691 / 360_360)))))) / z
  );
}
