import type { Symbols } from "../core/sequence.ts";
import { type PredictionScore, PredictionTally } from "./prediction-min-entropy.ts";

/**
 * Guesses the symbol at a fixed distance back, of all distances that which was right most often so far.
 *
 * @param symbols shape (n,)
 * @param farthest distance
 * Cost: O(n farthest).
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.8 (Lag).
 */
export function predictByLags(symbols: Symbols, farthest = 128): PredictionScore {
  const scores = new Uint32Array(farthest + 1);
  const tally = new PredictionTally();
  let winner = 1;
  for (let at = 1; at < symbols.length; at++) {
    const symbol = symbols[at]!;
    tally.add(symbols[at - winner] === symbol);
    const most = Math.min(farthest, at);
    for (let lag = 1; lag <= most; lag++)
      if (symbols[at - lag] === symbol && ++scores[lag]! >= scores[winner]!) winner = lag;
  }
  return tally;
}
