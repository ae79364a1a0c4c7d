import { type Counts, spectrumOf } from "./frequency-spectrum.ts";
import { plugInEntropy } from "./plug-in-entropy.ts";

/**
 * Delete-one jackknife of the plug-in entropy, n H - ((n - 1)/n) sum over tokens of H without that token.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @returns bits; may exceed log2 S; exactly 0 for one type
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Zahl 1977, Ecology 58; Burnham & Overton 1978, Biometrika 65 (first order).
 */
export function jackknifeEntropy(counts: Counts): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens: n, types } = spectrum;
  if (types === 1) return 0;
  const whole = plugInEntropy(spectrum);

  let gain = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const c = frequencies[i]!;
    const left = c > 1 ? (c - 1) * Math.log2(c - 1) : 0;
    const lost = (c * Math.log2(c) - left) / (n - 1);
    gain += multiplicities[i]! * (c / n) * lost;
  }
  // H without a token of count c is log2(n - 1) - (T - c log2 c + (c - 1) log2(c - 1)) / (n - 1), and T = n (log2 n - H).
  const without = Math.log2(n - 1) - (n / (n - 1)) * (Math.log2(n) - whole) + gain;
  return n * whole - (n - 1) * without;
}
