import { type Counts, spectrumOf, typesWithFrequency } from "./frequency-spectrum.ts";

/**
 * Good-Turing estimate of the probability of all types seen so far, 1 - f1/n.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns in [0, 1]
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Good 1953, Biometrika 40.
 */
export function goodTuringCoverage(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  return 1 - typesWithFrequency(spectrum, 1) / spectrum.tokens;
}

/**
 * Coverage with the second-order term of Chao and Jost, which uses the doubletons too.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns in [0, 1]
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Chao & Jost 2012, Ecology 93, eq. 4a and its form for f2 = 0.
 */
export function chaoJostCoverage(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  const n = spectrum.tokens;
  const f1 = typesWithFrequency(spectrum, 1);
  const f2 = typesWithFrequency(spectrum, 2);
  if (f1 === 0) return 1;
  const unseen = f2 > 0 ? (n - 1) * f1 : (n - 1) * (f1 - 1);
  return 1 - ((f1 / n) * unseen) / (unseen + 2 * Math.max(f2, 1));
}
