/**
 * Adds numbers to a sum, one after the other.
 *
 * @param numbers shape (count,) or longer
 */
export function sumOn(sum: number, numbers: Float64Array, count: number): number {
  let total = sum;
  for (let i = 0; i < count; i++) total += numbers[i]!;
  return total;
}
