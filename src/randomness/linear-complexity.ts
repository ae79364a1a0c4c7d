/** Mean linear complexity of n fair bits. Source: Rueppel 1986, Analysis and Design of Stream Ciphers, ch. 4. */
export function expectedLinearComplexity(n: number): number {
  const vanishing = n > 1000 ? 0 : Math.exp(-n * Math.LN2) * (n / 3 + 2 / 9);
  return n / 2 + (4 + (n % 2)) / 18 - vanishing;
}

/**
 * Probability that n fair bits have a linear complexity no more likely than this one, from the exact law
 * P(L = l) = 2^(min(2n - 2l, 2l - 1) - n), and 2^-n for l = 0.
 *
 * Cost: O(n).
 * Source: Rueppel 1986, Analysis and Design of Stream Ciphers, ch. 4.
 */
export function linearComplexityPValue(n: number, complexity: number): number {
  const exponent = (l: number): number => (l === 0 ? -n : Math.min(2 * n - 2 * l, 2 * l - 1) - n);
  const own = exponent(complexity);
  let sum = 0;
  for (let l = 0; l <= n; l++) if (exponent(l) <= own) sum += Math.exp(exponent(l) * Math.LN2);
  return Math.min(1, sum);
}
