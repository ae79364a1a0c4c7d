import { type Counts, spectrumOf } from "./frequency-spectrum.ts";

/**
 * Extropy of the empirical law, -sum (1 - p) log2(1 - p): the entropy's dual.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns bits, in [0, (S - 1) log2(S / (S - 1))]; exactly 0 for one type
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Lad, Sanfilippo & Agro 2015, Stat. Sci. 30.
 */
export function extropy(counts: Counts): number {
  const { frequencies, multiplicities, tokens, types } = spectrumOf(counts);
  if (types === 1) return 0;
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const p = frequencies[i]! / tokens;
    sum -= multiplicities[i]! * (1 - p) * Math.log1p(-p);
  }
  return sum / Math.LN2;
}
