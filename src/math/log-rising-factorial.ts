/** From here on Stirling's series is exact to double precision. */
const large = 16;
/** Products of 16 such factors stay finite. */
const mostFactor = 1e19;

/**
 * Logarithm of a rising factorial, ln Gamma(x + m) - ln Gamma(x), without the cancellation of the two when x is large.
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
  // (y - 1/2) ln y - y - (z - 1/2) ln z + z with y = z + steps, written so that nothing of order z ln z is subtracted.
  const difference = (z - 0.5) * Math.log1p(steps / z) + steps * (Math.log(y) - 1);
  return Math.log(below) - Math.log(above) + difference + stirlingRest(y) - stirlingRest(z);
}

/** What Stirling's formula leaves of ln Gamma(z). */
function stirlingRest(z: number): number {
  const u = 1 / (z * z);
  return (
    (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u * (1 / 1188 - u * (691 / 360_360)))))) / z
  );
}
