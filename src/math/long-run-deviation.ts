/** Waves, and degrees of freedom of what they say. */
export const slowWaves = 12;

/**
 * Standard deviation of the total of a stationary series from the slowest cosines alone: noise that its memory has made slow is in them in
 * full where the memory is shorter than some fortieth of the series, twice as long as that of as many stretches.
 *
 * @param sums shape (B,), of equal stretches, their total 0
 * Source: Müller 2007, J. Econometrics 141; Lazarus, Lewis, Stock & Watson 2018, J. Bus. Econ. Stat. 36.
 */
export function longRunDeviation(sums: Float64Array): number {
  let squares = 0;
  for (let wave = 1; wave <= slowWaves; wave++) {
    let product = 0;
    for (let b = 0; b < sums.length; b++)
      product += sums[b]! * Math.cos((Math.PI * wave * (b + 0.5)) / sums.length);
    squares += 2 * product * product;
  }
  return Math.sqrt(squares / slowWaves);
}
