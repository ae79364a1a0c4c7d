/** Half-width of a two-sided 99 % interval in standard deviations. */
export const normalQuantile99 = 2.575_829_303_548_900_4;

/**
 * Min-entropy of the upper end of the 99 % interval of a probability, as SP 800-90B takes it from most estimators.
 *
 * @param probability estimate in [0, 1]
 * @param observations number it rests on, at least 2
 * @param quantile of the normal law
 * @returns bits, at least 0
 * Cost: O(1).
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.1.
 */
export function minEntropyBound(
  probability: number,
  observations: number,
  quantile = normalQuantile99,
): number {
  const spread = Math.sqrt((probability * (1 - probability)) / (observations - 1));
  return -Math.log2(Math.min(1, probability + quantile * spread)) + 0;
}
