import { bytes as asBytes } from "../encodings/bytes.ts";
import { observerMembers } from "../observer/observer-members.ts";
import { openObserver } from "../observer/open-observer.ts";
import { rereader, rereadLength } from "./byte-costs.ts";

/** Bytes that are shown. */
const shown = 5;

/** What the observer expected at a place. */
export interface Expected {
  readonly likeliest: readonly { readonly symbol: number; readonly probability: number }[];
  readonly experts: readonly { readonly title: string; readonly weight: number }[];
}

/**
 * What the observer that priced a byte expected there.
 *
 * @param again whether the price is that of the second reading of the beginning
 * @throws RangeError when memory cannot be had
 * Cost: that of coding what stands before.
 */
export function expectedAt(bytes: Uint8Array, offset: number, again: boolean): Expected {
  const definitions = observerMembers("fast");
  const half = rereadLength(bytes.length);
  const read = again ? bytes.subarray(0, 2 * half) : bytes;
  const opened = openObserver(asBytes.encode([read]), definitions);
  const mixture = again ? rereader(bytes, half, definitions) : opened.mixture;
  mixture.code(0, offset, 0, true, null);
  const { codes, alphabetSize } = opened.alphabet;
  const law = mixture.distribution(offset, 0);
  const likeliest = Array.from({ length: alphabetSize }, (_, symbol) => ({
    symbol: codes?.[symbol] ?? symbol,
    probability: Math.min(1, law[symbol]!),
  }));
  const weights = mixture.weights;
  mixture.close();
  opened.mixture.close();
  return {
    likeliest: likeliest.sort((a, b) => b.probability - a.probability || a.symbol - b.symbol).slice(0, shown),
    experts: opened.chosen
      .map(({ title }, k) => ({ title, weight: Math.min(1, weights[k]!) }))
      .sort((a, b) => b.weight - a.weight),
  };
}

/**
 * The five likeliest bytes of a law over bytes.
 *
 * @param law shape (256,)
 */
export function likeliestOf(law: Float64Array): Expected["likeliest"] {
  return Array.from(law, (probability, symbol) => ({ symbol, probability: Math.min(1, probability) }))
    .sort((a, b) => b.probability - a.probability || a.symbol - b.symbol)
    .slice(0, shown);
}

/**
 * The longest string before a place that stood earlier, the last time it did.
 *
 * @returns its length and where what followed it stands; null: the byte before is new
 * Cost: O(offset) where little repeats.
 */
export function longestContext(
  bytes: Uint8Array,
  offset: number,
): { readonly length: number; readonly followed: number } | null {
  let [longest, followed] = [0, -1];
  for (let at = offset - 1; at > 0 && longest < at; at--) {
    let length = 0;
    while (length < at && bytes[at - 1 - length] === bytes[offset - 1 - length]) length++;
    if (length > longest) [longest, followed] = [length, at];
    // Longer ones would be of no account, and those of a pattern take long to compare.
    if (longest >= mostCompared) break;
  }
  return longest === 0 ? null : { length: longest, followed };
}

const mostCompared = 4096;
