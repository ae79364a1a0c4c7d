import type { Symbols } from "../core/sequence.ts";
import { BestSoFar } from "./best-so-far.ts";
import { type PredictionScore, PredictionTally } from "./prediction-min-entropy.ts";

/**
 * Guesses the symbol at a fixed distance back, of all distances that which was right most often so far.
 *
 * @param symbols shape (n,)
 * @param segmentEnds ascending, the last one n; no distance crosses them
 * @param farthest distance
 * Cost: O(n farthest).
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.8 (Lag).
 */
export function predictByLags(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  farthest = 128,
): PredictionScore {
  const lags = new BestSoFar(farthest);
  const tally = new PredictionTally();
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let at = begin + 1; at < end; at++) {
      const symbol = symbols[at]!;
      const able = Math.min(farthest, at - begin);
      tally.add(symbols[at - 1 - lags.among(able)] === symbol);
      for (let j = 0; j < able; j++) if (symbols[at - 1 - j] === symbol) lags.right(j);
    }
    tally.endSegment();
    begin = end;
  }
  return tally;
}
