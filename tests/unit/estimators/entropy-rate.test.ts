import { expect, test } from "vitest";
import type { EstimationContext, Estimator } from "../../../src/core/estimator.ts";
import { Random } from "../../../src/core/random.ts";
import { blockGain } from "../../../src/estimators/entropy-rate/block-gain.ts";
import { lempelZiv76Rate } from "../../../src/estimators/entropy-rate/lempel-ziv-76-rate.ts";
import { lempelZiv78Rate } from "../../../src/estimators/entropy-rate/lempel-ziv-78-rate.ts";
import { excessEntropy } from "../../../src/estimators/structure/excess-entropy.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { contextOf, contextOfSymbols, generate, numberFrom, reasonFrom } from "./context-of.ts";

test("LZ76: banana has 4 phrases in 6 symbols", async () => {
  expect(await numberFrom(lempelZiv76Rate, contextOf("banana"))).toBeCloseTo((4 * Math.log2(6)) / 6, 14);
});

test("LZ78: banana is b a n an a, 5 phrases", async () => {
  expect(await numberFrom(lempelZiv78Rate, contextOf("banana"))).toBeCloseTo((5 * Math.log2(5)) / 6, 14);
});

test("block gain of a fair coin is that of single symbols, and all of it noise", async () => {
  const coin = contextOfSymbols(
    generate(100_000, (random) => random.below(2)),
    2,
  );
  expect(await numberFrom(blockGain, coin)).toBeCloseTo(1, 3);
});

test("block gain finds the golden mean: h = 2/3", async () => {
  let last = 0;
  const symbols = generate(100_000, (random) => {
    last = last === 1 ? 0 : random.below(2);
    return last;
  });
  // Standard error of h at n = 1e5 is about .001.
  expect(Math.abs((await numberFrom(blockGain, contextOfSymbols(symbols, 2))) - 2 / 3)).toBeLessThan(0.004);
});

test("block gain of a period is 0 to the order 1/n, of one symbol exactly", async () => {
  const period = contextOfSymbols(
    Array.from({ length: 10_000 }, (_, i) => i % 5),
    256,
  );
  expect(Math.abs(await numberFrom(blockGain, period))).toBeLessThan(1e-3);
  expect(await numberFrom(blockGain, contextOf("aaaa"))).toBe(0);
});

test("h(L) and E(L) are bounds, and on the even process nothing better: its memory has no end", async () => {
  const source = await bindRecipe("even(p=0.5)");
  for (let seed = 1; seed <= 20; seed++) {
    const symbols = new Uint8Array(10_000);
    source.open(Random.fromSeed(seed)).fill(symbols);
    const context = contextOfSymbols(symbols, 2);
    const gain = await boundFrom(blockGain, context);
    expect(gain.bound).toBe("upper");
    // h = 2/3 and E = H2(1/3), by the machine: h(L) lies above and E(L) below by more than their errors.
    expect(gain.lower).toBeGreaterThan(2 / 3);
    const excess = await boundFrom(excessEntropy, context);
    expect(excess.bound).toBe("lower");
    expect(excess.upper).toBeLessThan(0.918295834);
  }
});

async function boundFrom(estimator: Estimator, context: EstimationContext) {
  const measured = await estimator.measure(context);
  if (measured.status !== "ok" || measured.shape !== "scalar") throw new Error("no number");
  return { bound: measured.bound, lower: measured.interval!.lower, upper: measured.interval!.upper };
}

test("block gain is withheld where even single symbols are undersampled", async () => {
  expect(await reasonFrom(blockGain, contextOf("abcdefgh"))).toBe(
    "undersampled: 8 of 8 symbols occur only once, a coverage below 0.98",
  );
});
