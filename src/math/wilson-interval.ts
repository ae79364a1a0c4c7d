/**
 * Wilson's score interval of a probability.
 *
 * @param hits of `trials` independent trials, at least one trial
 * @param z half-width in standard deviations of the normal law
 * @returns [lower, upper] within [0, 1]
 * Source: Wilson 1927, J. Am. Stat. Assoc. 22(158).
 */
export function wilsonInterval(
  hits: number,
  trials: number,
  z: number,
): readonly [lower: number, upper: number] {
  const share = hits / trials;
  const squared = (z * z) / trials;
  const centre = (share + squared / 2) / (1 + squared);
  const half = (z * Math.sqrt((share * (1 - share)) / trials + squared / (4 * trials))) / (1 + squared);
  // Rounding must not leave 0 or 1 where one of them is the bound.
  return [hits === 0 ? 0 : centre - half, hits === trials ? 1 : centre + half];
}
