import { exponentWithMean } from "./power-law-exponent.ts";

/** A fitted rank-frequency law p_r proportional to r^-s over ranks 1..V. */
interface ZipfFit {
  /** s >= 0. */
  readonly exponent: number;
  /** From the Fisher information of the n tokens taken as independent; correlated tokens make it too small. */
  readonly standardError: number;
  /** V, number of types. */
  readonly types: number;
}

/**
 * Zipf exponent of the finite rank-frequency law by maximum likelihood.
 *
 * The ranks are those of the sample itself, which sorts chance fluctuations into the law: at few tokens a type the
 * exponent comes out too large.
 *
 * @param counts occurrences of each type, in any order; zeros are ignored
 * @returns the fit, or undefined with fewer than two types
 * Cost: O(V log V) to rank, then O(V) for each of some 10 Newton steps.
 * Source: Goldstein, Morris & Yen 2004, Eur. Phys. J. B 41 (maximum likelihood for power laws), for finite V.
 */
export function maximumLikelihoodZipf(counts: ArrayLike<number>): ZipfFit | undefined {
  const ranked = Float64Array.from(counts).sort().reverse();
  let types = 0;
  let tokens = 0;
  let weighted = 0;
  for (let r = 0; r < ranked.length && ranked[r]! > 0; r++) {
    types++;
    tokens += ranked[r]!;
    weighted += ranked[r]! * Math.log(r + 1);
  }
  if (types < 2) return undefined;
  const logs = Float64Array.from({ length: types }, (_, r) => Math.log(r + 1));
  const { exponent, variance } = exponentWithMean({ logs }, weighted / tokens);
  return { exponent, standardError: 1 / Math.sqrt(tokens * variance), types };
}
