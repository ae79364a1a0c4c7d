/**
 * The smallest value that at least a share of the weight does not exceed.
 *
 * @param values shape (n,), n >= 1
 * @param weights positive, shape (n,)
 * @param share in [0, 1]
 * Cost: O(n log n).
 */
export function weightedQuantile(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  share: number,
): number {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  let total = 0;
  for (const i of order) total += weights[i]!;
  let below = 0;
  for (const i of order) {
    below += weights[i]!;
    if (below >= share * total) return values[i]!;
  }
  return values[order[order.length - 1]!]!;
}
