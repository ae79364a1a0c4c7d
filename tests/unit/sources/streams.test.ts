// @module-tag thorough
import { describe, expect, it } from "vitest";
import type { Machine } from "../../../src/core/source.ts";
import { bind, blockChiSquare, chiSquareLimit, take, wordProbability, words } from "./support.ts";

/** Limits hold one false alarm in a million; the seeds were not chosen. */
describe("streams follow their machines", () => {
  it.each([
    ["uniform(alphabet=5)", 3],
    ["uniform(alphabet=27)", 2],
    ["uniform(alphabet=256)", 1],
    ["coin(p=0.1)", 5],
    ["coin(p=0.5)", 6],
    ["zipf(alphabet=6, exponent=1.5)", 3],
    ["zipf(alphabet=200, exponent=1, shift=2.7)", 1],
    ["iid(probabilities=[0.2,0.3,0.5])", 4],
    ["geometric(p=0.5)", 2],
    ["zeta(exponent=1.2, alphabet=100)", 1],
    ["monkey(letters=4, space=0.3)", 3],
    ["periodic(word=00101)", 5],
    ["de-bruijn(order=5, alphabet=3)", 4],
    ["lfsr(taps=[5,2])", 5],
    ["nested-templates(depth=2, letters=2)", 4],
    ["arithmetic(digits=1)", 3],
    ["golden-mean(p=0.3)", 6],
    ["even(p=0.6)", 6],
    ["markov(order=0, matrix=[[0.2,0.3,0.5]])", 3],
    ["markov(matrix=[[.7,.1,.1,.1],[.05,.8,.1,.05],[.25,.25,.4,.1],[.1,.2,.3,.4]])", 3],
    ["markov(order=2, matrix=[[.1,.9],[.8,.2],[.4,.6],[.7,.3]])", 5],
    ["replace(periodic(word=00101), eps=0.2)", 6],
    ["replace(golden-mean(p=0.5), eps=0.3)", 6],
    ["replace(uniform(alphabet=3), eps=1)", 3],
    ["switch(periodic(word=01), coin(p=0.3), stay=0.8)", 6],
    ["switch(golden-mean, periodic(word=0001), stay=0.9, entry=restart)", 6],
    ["switch(periodic(word=01, phase=0), uniform(alphabet=3), stay=0.7, entry=restart)", 4],
    ["switch(coin(p=0.1), coin(p=0.9), stay=0)", 5],
    ["blocks(periodic(word=01, phase=0), coin(p=0.5), length=8)", 6],
    ["blocks(even, golden-mean, length=3)", 5],
    ["golden-mean-parry", 6],
    ["noisy-period-2(p=0.2)", 6],
    ["zero-one-random(p=0.7)", 6],
    ["rrxor(p=0.4)", 7],
    ["nemo(p=0.4, q=0.7)", 6],
    ["simple-nonunifilar(p=0.4, q=0.7)", 6],
    ["mess3(x=0.05, a=0.85)", 4],
    ["gilbert-elliott(worsen=0.1, recover=0.2, good=0.1, bad=0.6)", 6],
    ["ising(coupling=0.5, field=0.3)", 6],
    ["random-markov(order=2, alphabet=3, concentration=0.5, seed=5)", 4],
    ["noisy-parity(k=4, eps=0.2)", 7],
    ["lag-copy(lag=3, eps=0.4, alphabet=3)", 5],
    ["duplicate-blocks(length=2, alphabet=3)", 5],
    ["machine(edges=[[0,2,1,0.25],[0,0,0,0.75],[1,1,2,1],[2,0,0,0.5],[2,2,2,0.5]])", 5],
    ["hidden-markov(transition=[[0.9,0.1],[0.3,0.7]], emission=[[0.6,0.3,0.1],[0,0.2,0.8]])", 4],
    ["switch(golden-mean, coin(p=0.1), periodic(word=001), stay=0.7)", 5],
    ["switch(golden-mean, coin(p=0.1), periodic(word=001, phase=0), stay=0.7, entry=restart)", 5],
    ["blocks(even, golden-mean, coin(p=0.9), length=2)", 6],
    ["interleave(golden-mean, markov)", 6],
    ["interleave(golden-mean, coin(p=0.1), even)", 6],
    ["erase(even, eps=0.3)", 4],
    ["interpolate(alphabet=2, lambda=0.3, first=[[0.9,0.1],[0.2,0.8]], second=[[0,1],[0.5,0.5]])", 6],
    ["interpolate(alphabet=4, lambda=0.25)", 3],
    ["interpolate(alphabet=27, lambda=0.5)", 2],
  ])("%s, blocks of %i", async (recipe, k) => {
    const source = await bind(recipe);
    const { statistic, limit } = blockChiSquare(source, source.machine?.() as Machine, k, 8000, 20_240);
    expect(statistic).toBeLessThan(limit);
  });

  it("would notice a probability that is off by five hundredths", async () => {
    const source = await bind("golden-mean(p=0.5)");
    const other = (await bind("golden-mean(p=0.55)")).machine?.() as Machine;
    const { statistic, limit } = blockChiSquare(source, other, 6, 8000, 20_240);
    expect(statistic).toBeGreaterThan(limit);
  });
});

/** Law of the first symbols over seeds: a stationary source begins as it goes on. */
describe("sources begin in their stationary law", () => {
  it.each([
    ["golden-mean(p=0.3)"],
    ["even(p=0.7)"],
    ["periodic(word=00011)"],
    ["markov(order=2, matrix=[[.1,.9],[.8,.2],[.4,.6],[.7,.3]])"],
    ["switch(periodic(word=0001, phase=0), coin(p=0.9), stay=0.8, entry=restart)"],
    ["switch(golden-mean, coin(p=0.1), stay=0.95)"],
    ["blocks(periodic(word=01, phase=0), coin(p=0.5), length=2)"],
    ["interleave(golden-mean(p=0.2), coin(p=0.9), even)"],
    ["duplicate-blocks(length=1, alphabet=2)"],
    ["duplicate-blocks(length=2, alphabet=2)"],
    ["lag-copy(lag=2, eps=0.3, alphabet=2)"],
    ["simple-nonunifilar(p=0.8, q=0.3)"],
    ["rrxor(p=0.3)"],
  ])("%s", async (recipe) => {
    const source = await bind(recipe);
    const counts = new Map<string, number>();
    const seeds = 6000;
    for (let seed = 0; seed < seeds; seed++) {
      const word = take(source, 3, seed).join("");
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    let statistic = 0;
    let cells = 0;
    for (const word of words(2, 3)) {
      const expected = seeds * wordProbability(source.machine?.() as Machine, word);
      const count = counts.get(word.join("")) ?? 0;
      if (expected < 1e-9) expect(count).toBe(0);
      else {
        statistic += (count - expected) ** 2 / expected;
        cells++;
      }
    }
    expect(statistic).toBeLessThan(chiSquareLimit(cells - 1));
  });
});
