import { expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { type Chain, changesCheaply, ViterbiKernel } from "../../../src/wasm/viterbi-kernel.ts";

const [kinds, length] = [5, 400];
const costOf = ({ change, cheapChange }: Chain, symbol: number) =>
  symbol >= changesCheaply ? cheapChange : change;
const logLikelihoodOf = ({ states, logLikelihoods }: Chain, symbol: number, state: number) =>
  logLikelihoods[(symbol % changesCheaply) * states + state]!;

/** The score of the best path, by trying every state before every state. */
function bestScore(symbols: Uint8Array, chain: Chain): number {
  let scores = Array.from({ length: chain.states }, (_, s) => (s === 0 ? 0 : -chain.change));
  for (const symbol of symbols) {
    const cost = costOf(chain, symbol);
    scores = scores.map(
      (_, s) =>
        Math.max(...scores.map((score, before) => (before === s ? score : score - cost))) +
        logLikelihoodOf(chain, symbol, s),
    );
  }
  return Math.max(...scores);
}

it("finds paths as likely as the likeliest, with 16 states, then an odd number of them, then one", () => {
  const random = Random.fromSeed(1);
  const symbols = Uint8Array.from(
    { length },
    (_, i) => (Math.floor(i / 23) % kinds) + (i > 0 && random.below(4) === 0 ? changesCheaply : 0),
  );
  const kernel = new ViterbiKernel(length);
  kernel.symbols.set(symbols);
  for (const states of [16, 3, 1]) {
    const logLikelihoods = Float64Array.from({ length: kinds * states }, () => random.below(1000) / 500 - 1);
    const chain = { states, logLikelihoods, change: 5, cheapChange: 3 };
    const path = kernel.path(chain);
    let score = 0;
    for (const { start, end, state } of path) {
      if (start > 0 || state > 0) score -= costOf(chain, symbols[start]!);
      for (let i = start; i < end; i++) score += logLikelihoodOf(chain, symbols[i]!, state);
    }
    expect(score).toBeCloseTo(bestScore(symbols, chain), 9);
    expect(path.length > 10).toBe(states > 1);
    expect([0, ...path.map(({ end }) => end)]).toEqual([...path.map(({ start }) => start), length]);
  }
});
