import { type Counts, spectrumOf } from "./frequency-spectrum.ts";

/**
 * Weight of the uniform law in the James-Stein shrinkage of a law.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @param alphabetSize K, at least the number of types
 * @returns in [0, 1]; 1 for a single token, which says nothing of its law's spread
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Hausser & Strimmer 2009, J. Mach. Learn. Res. 10, eq. 8.
 */
export function shrinkageIntensity(counts: Counts, alphabetSize: number): number {
  const { frequencies, multiplicities, tokens, types } = spectrumOf(counts);
  const target = 1 / alphabetSize;
  let squares = 0;
  let distance = (alphabetSize - types) * target * target;
  for (let i = 0; i < frequencies.length; i++) {
    const p = frequencies[i]! / tokens;
    squares += multiplicities[i]! * p * p;
    distance += multiplicities[i]! * (target - p) * (target - p);
  }
  const spread = (tokens - 1) * distance;
  return spread > 1 - squares ? (1 - squares) / spread : 1;
}

/**
 * Plug-in entropy of the empirical law shrunk towards the uniform one.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @param alphabetSize K, at least the number of types
 * @returns bits, in [0, log2 K]; exactly 0 for K = 1
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Hausser & Strimmer 2009, J. Mach. Learn. Res. 10.
 */
export function jamesSteinEntropy(counts: Counts, alphabetSize: number): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens, types } = spectrum;
  const intensity = shrinkageIntensity(spectrum, alphabetSize);
  const floor = intensity / alphabetSize;
  let bits = floor > 0 ? (alphabetSize - types) * floor * -Math.log2(floor) : 0;
  for (let i = 0; i < frequencies.length; i++) {
    const p = floor + (1 - intensity) * (frequencies[i]! / tokens);
    bits -= multiplicities[i]! * p * Math.log2(p);
  }
  return Math.max(0, bits);
}
