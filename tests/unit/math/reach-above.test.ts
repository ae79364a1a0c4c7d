import { expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { measuredStructure } from "../../../src/estimators/memo/measured-structure.ts";
import { reachAbove } from "../../../src/math/reach-above.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { contextOfSymbols } from "../estimators/context-of.ts";

it("is symmetric for small errors, and that of the logarithm for larger ones", () => {
  expect(reachAbove(1, 0)).toBe(0);
  expect(reachAbove(100, 0.01)).toBeCloseTo(0.01, 5);
  expect(reachAbove(2, 2)).toBeCloseTo(2 * Math.E - 2, 12);
  expect(reachAbove(1, 1000)).toBe(1000);
  expect(reachAbove(1, 5)).toBeCloseTo(Math.exp(3) - 1, 12);
  expect(reachAbove(0, 3)).toBe(3);
  expect(reachAbove(-1, 3)).toBe(3);
});

it("counts of rare events: a symmetric interval misses them more often", () => {
  const random = Random.fromSeed(3);
  const mean = 8;
  const runs = 4000;
  let [symmetric, reached] = [0, 0];
  for (let run = 0; run < runs; run++) {
    let count = 0;
    let time = -Math.log(1 - random.uniform());
    while (time < mean) {
      time -= Math.log(1 - random.uniform());
      count++;
    }
    const half = 1.96 * Math.sqrt(count);
    if (Math.abs(count - mean) <= half) symmetric++;
    if (count - half <= mean && mean <= count + reachAbove(count, half)) reached++;
  }
  expect(symmetric / runs).toBeLessThan(0.93);
  expect(reached / runs).toBeGreaterThan(0.95);
});

// H2(.02): a chain that seldom moves, of which 1 000 symbols show some twenty moves.
it("the bound of h of a sticky chain holds", async () => {
  const source = await bindRecipe("markov(order=1, matrix=[[0.98,0.02],[0.02,0.98]])");
  const exact = -0.02 * Math.log2(0.02) - 0.98 * Math.log2(0.98);
  let [held, runs] = [0, 0];
  for (let run = 0; run < 100; run++) {
    const symbols = new Uint8Array(1000);
    source.open(Random.fromSeed(9_100_000 + run)).fill(symbols);
    const { measured, errors } = contextOfSymbols(symbols, 2).get(measuredStructure);
    if (!measured.covered || errors === undefined) continue;
    runs++;
    const { below, above } = errors.entropyGain;
    if (measured.entropyGain - below <= exact && exact <= measured.entropyGain + above) held++;
  }
  expect(runs).toBeGreaterThan(90);
  expect(held / runs).toBeGreaterThan(0.9);
});
