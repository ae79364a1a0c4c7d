/**
 * Pearson's chi-square of counts against equally likely types.
 *
 * @param counts shape (A,), zeros included
 * Cost: O(A).
 * Source: Pearson 1900, Philos. Mag. 50.
 */
export function chiSquareAgainstUniform(counts: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  const expected = total / counts.length;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += (counts[i]! - expected) * (counts[i]! - expected);
  return sum / expected;
}
