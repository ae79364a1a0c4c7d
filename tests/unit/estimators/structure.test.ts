import { expect, test } from "vitest";
import { blockEntropies } from "../../../src/estimators/structure/block-entropies.ts";
import { entropyGains } from "../../../src/estimators/structure/entropy-gains.ts";
import { excessEntropy } from "../../../src/estimators/structure/excess-entropy.ts";
import { lempelZiv76Phrases } from "../../../src/estimators/structure/lempel-ziv-76.ts";
import { lempelZiv78Phrases } from "../../../src/estimators/structure/lempel-ziv-78.ts";
import { contextOf, contextOfSymbols, generate, numberFrom, reasonFrom, seriesFrom } from "./context-of.ts";

/** Grassberger's G at even counts, from its recursion. */
function grassbergerG(count: number): number {
  let value = -0.577_215_664_901_532_9 - Math.LN2;
  for (let odd = 1; odd < count; odd += 2) value += 2 / odd;
  return value;
}

const period = (n: number, p: number) => Array.from({ length: n }, (_, i) => i % p);

test("H(1) of two symbols 500 times each", async () => {
  const [first] = await seriesFrom(blockEntropies, contextOfSymbols(period(1000, 2), 2), { maxOrder: 1 });
  expect(first?.x).toBe(1);
  expect(first?.value).toBeCloseTo(Math.log2(1000) - grassbergerG(500) / Math.LN2, 12);
});

test("series stop where words are no longer covered, or where they are told to", async () => {
  const coin = contextOfSymbols(
    generate(6000, (random) => random.below(2)),
    2,
  );
  const entropies = await seriesFrom(blockEntropies, coin);
  // 2^k equally likely words, m of each on average, have coverage 1 - e^-m: .997 at k = 10 and .947 at k = 11.
  expect(entropies.at(-1)?.x).toBe(10);
  for (const { x, value } of entropies) expect(Math.abs(value - x)).toBeLessThan(0.02);
  expect((await seriesFrom(blockEntropies, coin, { maxOrder: 3 })).map((point) => point.x)).toEqual([
    1, 2, 3,
  ]);
});

test("gains are the differences of the entropies", async () => {
  const context = contextOf("to be or not to be, that is the question. ".repeat(40));
  const entropies = await seriesFrom(blockEntropies, context);
  const gains = await seriesFrom(entropyGains, context);
  expect(gains.length).toBe(entropies.length);
  let sum = 0;
  for (const [i, gain] of gains.entries()) {
    sum += gain.value;
    expect(sum).toBeCloseTo(entropies[i]?.value ?? Number.NaN, 9);
  }
});

test("one symbol has entropies of exactly 0 and no excess entropy", async () => {
  const context = contextOf("a".repeat(500));
  for (const { value } of await seriesFrom(entropyGains, context)) expect(value).toBe(0);
  for (const { value } of await seriesFrom(blockEntropies, context)) expect(value).toBe(0);
  expect(await numberFrom(excessEntropy, context)).toBe(0);
});

test("nothing is shown where single symbols are undersampled", async () => {
  for (const estimator of [blockEntropies, entropyGains, excessEntropy]) {
    expect(await reasonFrom(estimator, contextOf("abcdefgh"))).toMatch(/^undersampled: 8 of 8 symbols/);
  }
});

test("excess entropy of a period p is log2 p", async () => {
  for (const p of [2, 5, 27]) {
    expect(await numberFrom(excessEntropy, contextOfSymbols(period(20_000, p), 256))).toBeCloseTo(
      Math.log2(p),
      2,
    );
  }
});

test("excess entropy of the golden mean is .2516", async () => {
  let last = 0;
  const symbols = generate(100_000, (random) => {
    last = last === 1 ? 0 : random.below(2);
    return last;
  });
  const value = await numberFrom(excessEntropy, contextOfSymbols(symbols, 2));
  expect(Math.abs(value - 0.2516291673878229)).toBeLessThan(0.005);
});

test.each([1, 2, 3, 4, 5])("excess entropy of a fair coin is withheld (seed %i)", async (seed) => {
  const coin = generate(20_000, (random) => random.below(2), seed);
  expect(await reasonFrom(excessEntropy, contextOfSymbols(coin, 2))).toBe(
    "not above its 19 shuffles at words of 1",
  );
});

test("Lempel-Ziv: an incomplete last phrase counts and is said", async () => {
  const incomplete = [{ code: "incomplete-phrase" }];
  expect(await lempelZiv76Phrases.measure(contextOf("banana"))).toMatchObject({
    value: 4,
    warnings: incomplete,
  });
  expect(await lempelZiv78Phrases.measure(contextOf("banana"))).toMatchObject({
    value: 5,
    warnings: incomplete,
  });
  // 0.001.10.100.1000.101 of the paper, whose last component began earlier in 0001 1 0 1
  const paper = "0001101001000101";
  expect(await lempelZiv76Phrases.measure(contextOf(paper))).toMatchObject({
    value: 6,
    warnings: incomplete,
  });
  const complete = contextOf(paper.slice(0, -3));
  expect(await lempelZiv76Phrases.measure(complete)).toMatchObject({ value: 5, warnings: [] });
  // a.ab.abc.abcd
  expect(await lempelZiv78Phrases.measure(contextOf("aababcabcd"))).toMatchObject({ value: 4, warnings: [] });
});

test("Lempel-Ziv phrases never cross a segment", async () => {
  expect(await numberFrom(lempelZiv76Phrases, contextOf(["ab", "ab"]))).toBe(3);
  expect(await numberFrom(lempelZiv78Phrases, contextOf(["ab", "ab"]))).toBe(3);
});
