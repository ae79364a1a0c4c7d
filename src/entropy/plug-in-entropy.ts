import { type Counts, spectrumOf } from "./frequency-spectrum.ts";

/**
 * Entropy of the empirical distribution, the maximum likelihood estimate.
 *
 * Its bias is -(S - 1)/(2 n ln 2) bits to first order, and far worse when most types are unseen.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns bits, in [0, log2 S]; exactly 0 for one type
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Shannon 1948, Bell Syst. Tech. J. 27.
 */
export function plugInEntropy(counts: Counts): number {
  const { frequencies, multiplicities, tokens } = spectrumOf(counts);
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const j = frequencies[i]!;
    sum += multiplicities[i]! * j * Math.log2(tokens / j);
  }
  return sum / tokens;
}
