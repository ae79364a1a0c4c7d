import { minEntropyBound } from "./min-entropy-bound.ts";

/** How words of each length repeat. */
export interface RepeatedTuples {
  /** Occurrences of the most frequent word of k symbols, at index k; 0 where no word occurs twice. Shape (longest + 1,). */
  readonly most: Float64Array;
  /** Pairs of places that begin with the same k symbols, at index k. Shape (longest + 1,). */
  readonly pairs: Float64Array;
}

/**
 * The most frequent word and the number of equal pairs at every length that has repeats, in one pass.
 *
 * @param lcp longest common prefixes in suffix array order, shape (n,)
 * @returns arrays up to the longest repeat
 * @throws RangeError when the platform cannot allocate the stack
 * Cost: O(n) time, 24 bytes for each symbol of the longest repeat.
 * Source: Abouelhoda, Kurtz & Ohlebusch 2004, J. Discrete Algorithms 2 (LCP intervals).
 */
export function repeatedTuples(lcp: Int32Array): RepeatedTuples {
  const n = lcp.length;
  let longest = 0;
  for (let r = 1; r < n; r++) longest = Math.max(longest, lcp[r]!);
  const most = new Float64Array(longest + 1);
  const pairs = new Float64Array(longest + 2);
  const depths = new Int32Array(longest + 2);
  const begins = new Int32Array(longest + 2);
  let top = 0;
  for (let r = 1; r <= n; r++) {
    const depth = r < n ? lcp[r]! : 0;
    let begin = r - 1;
    while (depths[top]! > depth) {
      begin = begins[top]!;
      const closed = depths[top]!;
      top--;
      const count = r - begin;
      const above = Math.max(depth, depths[top]!);
      most[closed] = Math.max(most[closed]!, count);
      // These pairs hold at the lengths in (above, closed].
      pairs[closed] = pairs[closed]! + 0.5 * count * (count - 1);
      pairs[above] = pairs[above]! - 0.5 * count * (count - 1);
    }
    if (depth > depths[top]!) {
      top++;
      depths[top] = depth;
      begins[top] = begin;
    }
  }
  for (let k = longest - 1; k >= 0; k--) {
    most[k] = Math.max(most[k]!, most[k + 1]!);
    pairs[k] = pairs[k]! + pairs[k + 1]!;
  }
  return { most, pairs: pairs.subarray(0, longest + 1) };
}

/** A word seen as often is taken for measured. */
const measuredOften = 35;

/**
 * Min-entropy from the most frequent word of each length that is seen at least 35 times.
 *
 * @param words number of words of each length, at index k
 * @returns bits a symbol; undefined when no symbol occurs 35 times
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.5.
 */
export function tupleMinEntropy({ most }: RepeatedTuples, words: (k: number) => number): number | undefined {
  let largest = 0;
  for (let k = 1; k < most.length && most[k]! >= measuredOften; k++)
    largest = Math.max(largest, Math.exp(Math.log(most[k]! / words(k)) / k));
  return largest === 0 ? undefined : minEntropyBound(Math.min(1, largest), words(1));
}

/**
 * Min-entropy from the share of equal pairs of words at the lengths too long for `tupleMinEntropy` up to the longest
 * repeat.
 *
 * @param words number of words of each length, at index k
 * @returns bits a symbol; undefined when nothing repeats at these lengths
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.6.
 */
export function longestRepeatMinEntropy(
  { most, pairs }: RepeatedTuples,
  words: (k: number) => number,
): number | undefined {
  let largest = 0;
  for (let k = 1; k < most.length; k++) {
    if (most[k]! >= measuredOften) continue;
    const all = 0.5 * words(k) * (words(k) - 1);
    largest = Math.max(largest, Math.exp(Math.log(pairs[k]! / all) / k));
  }
  return largest === 0 ? undefined : minEntropyBound(Math.min(1, largest), words(1));
}
