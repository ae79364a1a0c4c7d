import type { Symbols } from "../core/sequence.ts";
import { normalQuantile99 } from "./min-entropy-bound.ts";

/**
 * Min-entropy of two symbols from the mean number of draws until one of them comes a second time, 2 + 2 p (1 - p).
 *
 * With several segments, two different symbols at the end of one count as three draws: whichever came next would be one
 * of them. The standard drops them at the end of its one sequence, which is seldom; of short segments the mean would be too
 * small.
 *
 * @param symbols 0 and 1, shape (n,)
 * @param segmentEnds ascending, the last one n; each segment begins anew
 * @returns bits, in [0, 1]; undefined with fewer than two collisions
 * Cost: O(n).
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.2, solved for p.
 */
export function collisionMinEntropy(symbols: Symbols, segmentEnds: ArrayLike<number>): number | undefined {
  const drop = segmentEnds.length === 1;
  let collisions = 0;
  let long = 0;
  for (let s = 0, i = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    while (i + 1 < end) {
      const short = symbols[i] === symbols[i + 1];
      if (!short && drop && i + 2 >= end) break;
      collisions++;
      if (!short) long++;
      i += short ? 2 : 3;
    }
    i = end;
  }
  if (collisions < 2) return undefined;
  const share = long / collisions;
  const deviation = Math.sqrt((share * (1 - share) * collisions) / (collisions - 1));
  // The mean is 2 + share; its lower end at 99 %.
  const product = (share - (normalQuantile99 * deviation) / Math.sqrt(collisions)) / 2;
  if (product <= 0) return 0;
  return product >= 0.25 ? 1 : -Math.log2(0.5 + Math.sqrt(0.25 - product));
}
