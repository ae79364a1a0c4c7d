/** Whether values that stand next to each other are alike. */
interface NeighbourCorrelation {
  /** correlation of each value with the next one */
  readonly correlation: number;
  /** share of random orders whose correlation is no smaller, the given order counted among them: an exact p-value */
  readonly pValue: number;
}

/**
 * The correlation of neighbours and its permutation test.
 *
 * @param values in their order, shape (n,), n >= 3, not all equal
 * @param below a uniform integer in [0, bound)
 * @param orders random orders
 * Cost: O(orders n).
 */
export function neighbourCorrelation(
  values: ArrayLike<number>,
  below: (bound: number) => number,
  orders = 999,
): NeighbourCorrelation {
  const shuffledValues = Float64Array.from(values);
  const correlation = correlationOf(shuffledValues);
  let atLeast = 1;
  for (let order = 0; order < orders; order++) {
    for (let i = shuffledValues.length - 1; i > 0; i--) {
      const j = below(i + 1);
      const kept = shuffledValues[i]!;
      shuffledValues[i] = shuffledValues[j]!;
      shuffledValues[j] = kept;
    }
    if (correlationOf(shuffledValues) >= correlation) atLeast++;
  }
  return { correlation, pValue: atLeast / (orders + 1) };
}

function correlationOf(values: Float64Array): number {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const off = values[i]! - mean;
    squares += off * off;
    if (i > 0) products += off * (values[i - 1]! - mean);
  }
  return squares > 0 ? products / squares : 0;
}
