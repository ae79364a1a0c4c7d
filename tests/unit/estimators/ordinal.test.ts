import { expect, test } from "vitest";
import { complexityEntropyPlane } from "../../../src/estimators/structure/complexity-entropy-plane.ts";
import { jensenShannonComplexity } from "../../../src/estimators/structure/jensen-shannon-complexity.ts";
import { lmcComplexity } from "../../../src/estimators/structure/lmc-complexity.ts";
import { missingPatterns } from "../../../src/estimators/structure/missing-patterns.ts";
import { permutationEntropy } from "../../../src/estimators/structure/permutation-entropy.ts";
import { weightedPermutationEntropy } from "../../../src/estimators/structure/weighted-permutation-entropy.ts";
import { ordinalPatterns } from "../../../src/statistics/ordinal-patterns.ts";
import {
  contextOf,
  contextOfSymbols,
  generate,
  numberFrom,
  reasonFrom,
  rowsFrom,
  wordsOf,
} from "./context-of.ts";

const goldenMean = (n: number) => {
  let last = 0;
  return generate(n, (random) => {
    last = last === 1 ? 0 : random.below(2);
    return last;
  });
};
const noise = (n: number) => generate(n, (random) => random.below(65_536));

test("patterns are numbered in lexicographic order, equal numbers ascend", () => {
  const of = (values: number[]) =>
    [...ordinalPatterns(values, [values.length], values.length, 1).counts].indexOf(1);
  expect(
    [
      [1, 2, 3],
      [1, 3, 2],
      [2, 1, 3],
      [2, 3, 1],
      [3, 1, 2],
      [3, 2, 1],
    ].map(of),
  ).toEqual([0, 1, 2, 3, 4, 5]);
  expect(of([5, 5, 5])).toBe(0);
  expect(of([5, 5, 4])).toBe(3);
});

test("no window crosses a segment end, and a delay skips", () => {
  expect(ordinalPatterns([1, 2, 3, 0], [2, 4], 2, 1)).toMatchObject({ windows: 2 });
  expect([...ordinalPatterns([1, 9, 2, 8, 3, 7], [6], 3, 2).counts]).toEqual([1, 0, 0, 0, 0, 1]);
});

test("golden mean: a window of two descends where a 1 comes first, one time in three", async () => {
  const context = contextOfSymbols(goldenMean(100_000), 2);
  expect(
    Math.abs((await numberFrom(permutationEntropy, context, { order: 2 })) - 0.9182958340544896),
  ).toBeLessThan(0.005);
  // Steps of one size: up with 1/3 and down with 1/3 have the variance, the level windows none.
  expect(Math.abs((await numberFrom(weightedPermutationEntropy, context, { order: 2 })) - 1)).toBeLessThan(
    0.001,
  );
});

test.each([3, 4, 5])("noise: log2 %i!, all patterns, no complexity", async (order) => {
  const context = contextOfSymbols(noise(50_000), 65_536);
  const patterns = [1, 1, 2, 6, 24, 120][order]!;
  expect(await numberFrom(permutationEntropy, context, { order })).toBeCloseTo(Math.log2(patterns), 2);
  expect(await numberFrom(missingPatterns, context, { order })).toBe(0);
  const row = (await rowsFrom(complexityEntropyPlane, context)).find(([one]) => one === order)!;
  expect(row[1]).toBeCloseTo(1, 2);
  expect(row[2]).toBeCloseTo(0, 2);
});

test("a rising ramp has one pattern", async () => {
  const context = contextOfSymbols(
    Array.from({ length: 5000 }, (_, i) => i),
    65_536,
  );
  expect(await numberFrom(permutationEntropy, context)).toBe(0);
  expect(await numberFrom(missingPatterns, context)).toBeCloseTo(119 / 120, 12);
});

test("the logistic map at r = 4 never descends twice: one pattern of three is missing", async () => {
  let x = 0.1234;
  const orbit = Array.from({ length: 20_000 }, () => {
    x = 4 * x * (1 - x);
    return Math.floor(x * 65_536);
  });
  expect(await numberFrom(missingPatterns, contextOfSymbols(orbit, 65_536), { order: 3 })).toBeCloseTo(
    1 / 6,
    12,
  );
});

test("too few windows, no variance, words: a reason", async () => {
  expect(await reasonFrom(permutationEntropy, contextOf("abcdefg"))).toBe(
    "3 windows of 5 symbols, needs 600",
  );
  expect(await reasonFrom(weightedPermutationEntropy, contextOf("a".repeat(700)))).toMatch(/no variance/);
  expect(await reasonFrom(permutationEntropy, wordsOf("to be or not to be ".repeat(200)))).toMatch(
    /not ordered/,
  );
  expect(await reasonFrom(complexityEntropyPlane, contextOf("abcabcabcab"))).not.toMatch(/failed/);
});

test("complexities of k-grams: two equally likely of four", async () => {
  const alternating = contextOfSymbols(
    Array.from({ length: 20_001 }, (_, i) => i & 1),
    256,
  );
  // H = 1 of 2 bits; squared distance 1/4
  expect(await numberFrom(lmcComplexity, alternating, { k: 2 })).toBeCloseTo(0.125, 12);
  const h = (law: number[]) => law.reduce((sum, p) => sum - p * Math.log2(p), 0);
  const divergence = h([3 / 8, 3 / 8, 1 / 8, 1 / 8]) - (1 + 2) / 2;
  const largest = h([5 / 8, 1 / 8, 1 / 8, 1 / 8]) - (0 + 2) / 2;
  expect(await numberFrom(jensenShannonComplexity, alternating, { k: 2 })).toBeCloseTo(
    0.5 * (divergence / largest),
    9,
  );
  expect(await reasonFrom(lmcComplexity, contextOf("abcdefgh"))).toMatch(/undersampled/);
  expect(await reasonFrom(jensenShannonComplexity, contextOf("aaaa"))).toMatch(/one symbol only/);
});
