import { digamma } from "../math/special-functions.ts";
import { type Counts, spectrumOf } from "./frequency-spectrum.ts";

/**
 * Entropy by Grassberger's estimator of 1988, the sum of (c/n) (ln n - psi(c) - (-1)^c / (c + 1)).
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns bits; may exceed log2 S, and is of order 1/n rather than 0 for one type
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Grassberger 1988, Phys. Lett. A 128.
 */
export function grassberger1988Entropy(counts: Counts): number {
  const { frequencies, multiplicities, tokens } = spectrumOf(counts);
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const j = frequencies[i]!;
    sum += multiplicities[i]! * j * (digamma(j) + (j % 2 === 0 ? 1 : -1) / (j + 1));
  }
  return (Math.log(tokens) - sum / tokens) / Math.LN2;
}
