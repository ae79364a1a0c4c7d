import { type Counts, spectrumOf, typesWithFrequency } from "./frequency-spectrum.ts";

/**
 * Coverage-adjusted entropy: a Horvitz-Thompson sum over probabilities shrunk by the Good-Turing coverage.
 *
 * When every token is a singleton the coverage would be 0; the authors then count one singleton less.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns bits; may exceed log2 S
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Chao & Shen 2003, Environ. Ecol. Stat. 10.
 */
export function chaoShenEntropy(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens } = spectrum;
  const singletons = Math.min(typesWithFrequency(spectrum, 1), tokens - 1);
  const coverage = 1 - singletons / tokens;
  let sumNats = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const p = (coverage * frequencies[i]!) / tokens;
    const chanceSeen = -Math.expm1(tokens * Math.log1p(-p));
    sumNats -= (multiplicities[i]! * p * Math.log(p)) / chanceSeen;
  }
  // One type only gives -1 ln 1 = -0.
  return sumNats / Math.LN2 + 0;
}
