/** Entropy rate from match lengths, by the two ways of averaging. */
export interface MatchLengthRates {
  /** ((1/n) sum of L_i / log2(i + 1))^-1, bit/symbol; a long duplicate drives it to 0. */
  readonly reciprocalOfMean: number;
  /** (1/n) sum of log2(i + 1) / L_i, bit/symbol. */
  readonly meanOfReciprocals: number;
}

/**
 * Entropy rate from L_i = 1 + longest match that starts at i and also before i, overlapping or not, as the factors are.
 *
 * Consistent, but the bias falls like 1/log n: a fair coin reads 0.93 at n = 10^5. When the two disagree widely the
 * sequence holds long duplicates.
 *
 * @param factors longest previous factors, or those that lie before i as a whole, shape (n,)
 * @returns both averages over i = 1..n-1, or undefined for fewer than two symbols
 * Cost: O(n).
 * Source: Kontoyiannis, Algoet, Suhov & Wyner 1998, IEEE Trans. Inform. Theory 44(3); Gao, Kontoyiannis & Bienenstock
 * 2008, Entropy 10.
 */
export function matchLengthRates(factors: ArrayLike<number>): MatchLengthRates | undefined {
  let ratios = 0;
  let inverses = 0;
  for (let i = 1; i < factors.length; i++) {
    const length = factors[i]! + 1;
    const bits = Math.log2(i + 1);
    ratios += length / bits;
    inverses += bits / length;
  }
  return ratesOfSums({ ratios, inverses }, factors.length);
}

/**
 * The same from sums that are already there.
 *
 * @param sums over i = 1..n-1 of L_i / log2(i + 1) and of its inverse
 * @param n length of the sequence
 */
export function ratesOfSums(
  sums: { readonly ratios: number; readonly inverses: number },
  n: number,
): MatchLengthRates | undefined {
  if (n < 2) return undefined;
  return { reciprocalOfMean: (n - 1) / sums.ratios, meanOfReciprocals: sums.inverses / (n - 1) };
}
