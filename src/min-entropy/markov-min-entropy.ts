import type { Symbols } from "../core/sequence.ts";

const steps = 128;

/**
 * Min-entropy a symbol of the likeliest of all 128-symbol sequences of a first-order chain on two symbols.
 *
 * @param symbols 0 and 1, shape (n,), n >= 2
 * @param segmentEnds ascending, the last one n; no transition crosses them
 * @returns bits, in [0, 1]; undefined when no sequence of 128 symbols follows transitions that occur
 * Cost: O(n).
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.3.
 */
export function markovMinEntropy(symbols: Symbols, segmentEnds: ArrayLike<number>): number | undefined {
  const pairs = [0, 0, 0, 0];
  let ones = 0;
  for (let s = 0, i = 0; s < segmentEnds.length; s++) {
    for (const begin = i; i < segmentEnds[s]!; i++) {
      ones += symbols[i]!;
      if (i > begin) pairs[2 * symbols[i - 1]! + symbols[i]!]!++;
    }
  }
  const log = (part: number, whole: number): number => Math.log2(whole === 0 ? 0 : part / whole);
  const [from0, from1] = [pairs[0]! + pairs[1]!, pairs[2]! + pairs[3]!];
  const [p00, p01, p10, p11] = [
    log(pairs[0]!, from0),
    log(pairs[1]!, from0),
    log(pairs[2]!, from1),
    log(pairs[3]!, from1),
  ] as const;
  const [p0, p1] = [log(symbols.length - ones, symbols.length), log(ones, symbols.length)];
  const half = steps / 2;
  const likeliest = Math.max(
    p0 + (steps - 1) * p00,
    p0 + half * p01 + (half - 1) * p10,
    p0 + p01 + (steps - 2) * p11,
    p1 + p10 + (steps - 2) * p00,
    p1 + half * p10 + (half - 1) * p01,
    p1 + (steps - 1) * p11,
  );
  return likeliest === Number.NEGATIVE_INFINITY ? undefined : Math.min(1, -likeliest / steps) + 0;
}
