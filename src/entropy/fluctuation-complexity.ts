import { type Counts, spectrumOf } from "./frequency-spectrum.ts";
import { plugInEntropy } from "./plug-in-entropy.ts";

/**
 * Standard deviation of the surprise -log2 p of a symbol under the empirical law.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns bits, at least 0; exactly 0 for equal counts
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Bates & Shepard 1993, Phys. Lett. A 172.
 */
export function fluctuationComplexity(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens } = spectrum;
  if (frequencies.length === 1) return 0;
  const mean = plugInEntropy(spectrum);
  let variance = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const p = frequencies[i]! / tokens;
    const deviation = Math.log2(tokens / frequencies[i]!) - mean;
    variance += multiplicities[i]! * p * deviation * deviation;
  }
  return Math.sqrt(variance);
}
