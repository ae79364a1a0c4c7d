import { type Counts, spectrumOf } from "./frequency-spectrum.ts";
import { plugInEntropy } from "./plug-in-entropy.ts";

/**
 * Plug-in entropy plus its first-order bias, (S - 1)/(2 n) nats with the observed number of types S.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns bits; may exceed log2 S
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Miller 1955, Note on the bias of information estimates.
 */
export function millerMadowEntropy(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  return plugInEntropy(spectrum) + (spectrum.types - 1) / (2 * spectrum.tokens) / Math.LN2;
}
