/**
 * log2 of the number of orders that objects with these counts can stand in, n! / prod n_i!.
 *
 * @param counts shape (n,)
 * Cost: O(n).
 */
export function logMultinomial(counts: ArrayLike<number>): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i]!;
    sum += logFactorial(counts[i]!);
  }
  return logFactorial(total) - sum;
}

/** log2 n!, by Stirling's series where its error is below 1e-15 bit. */
function logFactorial(n: number): number {
  if (n < 128) {
    let product = 0;
    for (let i = 2; i <= n; i++) product += Math.log2(i);
    return product;
  }
  const inverse = 1 / n;
  const series = inverse / 12 - (inverse * inverse * inverse) / 360;
  return (n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + series) / Math.LN2;
}
