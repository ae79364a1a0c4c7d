/**
 * The integer threshold t for which `random.uint32() < t` happens with the given probability, to 2^-33.
 *
 * @param probability in [0, 1]
 * @returns 0..2^32
 */
export function probabilityThreshold(probability: number): number {
  return Math.round(probability * 0x1_0000_0000);
}
