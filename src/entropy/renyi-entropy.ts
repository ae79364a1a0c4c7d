import { type Counts, spectrumOf } from "./frequency-spectrum.ts";
import { plugInEntropy } from "./plug-in-entropy.ts";

/**
 * Renyi entropy of the empirical law, log2(sum p^q) / (1 - q).
 *
 * @param counts occurrences of each type; zeros are ignored
 * @param order q >= 0; 1 is Shannon's entropy, Infinity the min-entropy
 * @returns bits, in [0, log2 S]; exactly 0 for one type
 * @throws RangeError when nothing was counted
 * Cost: O(S).
 * Source: Renyi 1961, Proc. 4th Berkeley Symp. Math. Stat. Prob. 1.
 */
export function renyiEntropy(counts: Counts, order: number): number {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens, types } = spectrum;
  if (types === 1) return 0;
  const most = frequencies.at(-1)!;
  if (order === Number.POSITIVE_INFINITY) return Math.log2(tokens / most);
  if (order === 1) return plugInEntropy(spectrum);
  // Near q = 1 the logarithm is that of 1 + (sum p^q - 1), and the sum of p (p^(q - 1) - 1) does not cancel.
  if (Math.abs(order - 1) < 0.5) {
    let excess = 0;
    for (let i = 0; i < frequencies.length; i++) {
      const p = frequencies[i]! / tokens;
      excess += multiplicities[i]! * p * Math.expm1((order - 1) * Math.log(p));
    }
    return Math.log1p(excess) / (1 - order) / Math.LN2;
  }
  // Relative to the most frequent type, whose power would underflow for large q.
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++)
    sum += multiplicities[i]! * Math.exp(order * Math.log(frequencies[i]! / most));
  return (order * Math.log2(tokens / most) - Math.log2(sum)) / (order - 1);
}

/**
 * Renyi entropy of an integer order from the unbiased estimate of sum p^q: the share of q-tuples of different tokens
 * that are all of one type.
 *
 * @param counts occurrences of each type; zeros are ignored
 * @param order q, an integer from 2 on
 * @returns bits; undefined when no type occurs q times
 * @throws RangeError when nothing was counted
 * Cost: O(S q).
 * Source: Good 1953, Biometrika 40 (sums of falling factorials); Simpson 1949, Nature 163 (q = 2).
 */
export function collisionEntropy(counts: Counts, order: number): number | undefined {
  const { frequencies, multiplicities, tokens } = spectrumOf(counts);
  let share = 0;
  for (let i = 0; i < frequencies.length; i++) {
    let product = multiplicities[i]!;
    for (let k = 0; k < order; k++) product *= Math.max(0, frequencies[i]! - k) / (tokens - k);
    share += product;
  }
  // Fewer tokens than q give 0 or NaN.
  if (!(share > 0)) return undefined;
  return Math.log2(share) / (1 - order) + 0;
}
