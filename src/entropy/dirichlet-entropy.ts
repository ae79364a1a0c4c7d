import { digamma } from "../math/special-functions.ts";
import { type Counts, type FrequencySpectrum, spectrumOf } from "./frequency-spectrum.ts";

/** Pseudocounts a symbol that have a name, for an alphabet of K and a sample of n. */
export const dirichletPriors = {
  jeffreys: () => 0.5,
  laplace: () => 1,
  perks: (alphabetSize: number) => 1 / alphabetSize,
  minimax: (alphabetSize: number, tokens: number) => Math.sqrt(tokens) / alphabetSize,
} as const;

/**
 * Entropy of the smoothed law (c + a)/(n + K a), the posterior mean of the law under a Dirichlet prior.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @param alphabetSize K, at least the number of types
 * @param pseudocount a > 0
 * @returns bits, in [0, log2 K]
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Krichevsky & Trofimov 1981, IEEE Trans. Inform. Theory 27 (a = 1/2); Agresti & Hitchcock 2005, Stat. Methods
 * Appl. 14 (the others).
 */
export function smoothedEntropy(counts: Counts, alphabetSize: number, pseudocount: number): number {
  const { frequencies, multiplicities, tokens, types } = spectrumOf(counts);
  const total = tokens + alphabetSize * pseudocount;
  let sum = (alphabetSize - types) * pseudocount * Math.log2(total / pseudocount);
  for (let i = 0; i < frequencies.length; i++) {
    const c = frequencies[i]! + pseudocount;
    sum += multiplicities[i]! * c * Math.log2(total / c);
  }
  return sum / total;
}

/**
 * Posterior mean of the entropy under a Dirichlet prior.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @param alphabetSize K, at least the number of types
 * @param pseudocount a > 0
 * @returns bits, in [0, log2 K]
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Wolpert & Wolf 1995, Phys. Rev. E 52.
 */
export function posteriorMeanEntropy(counts: Counts, alphabetSize: number, pseudocount: number): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities } = spectrum;
  return posteriorMeanNats(frequencies, multiplicities, spectrum, alphabetSize, pseudocount) / Math.LN2;
}

/**
 * Posterior mean of the entropy over any points that stand for the spectrum.
 *
 * @param counts positive reals, shape (m,)
 * @param weights types that each stands for, shape (m,)
 * @returns nats
 */
export function posteriorMeanNats(
  counts: Float64Array,
  weights: Float64Array,
  { tokens, types }: Pick<FrequencySpectrum, "tokens" | "types">,
  alphabetSize: number,
  pseudocount: number,
): number {
  const total = tokens + alphabetSize * pseudocount;
  let sum = (alphabetSize - types) * pseudocount * digamma(pseudocount + 1);
  for (let i = 0; i < counts.length; i++) {
    const c = counts[i]! + pseudocount;
    sum += weights[i]! * c * digamma(c + 1);
  }
  return digamma(total + 1) - sum / total;
}
