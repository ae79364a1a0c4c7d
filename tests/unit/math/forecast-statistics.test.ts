import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { neighbourCorrelation } from "../../../src/math/neighbour-correlation.ts";
import { nonNegativeLeastSquares } from "../../../src/math/non-negative-least-squares.ts";
import { ridgeRegression } from "../../../src/math/ridge-regression.ts";
import { weightedQuantile } from "../../../src/math/weighted-quantile.ts";
import { winklerScore } from "../../../src/math/winkler-score.ts";
import { blockRepeats } from "../../../src/words/block-repeats.ts";

test("the Winkler score of a hit is the width, and a miss pays 2 / alpha times its distance", () => {
  expect(winklerScore(2, 5, 0.95, 3)).toBe(3);
  expect(winklerScore(2, 5, 0.5, 1)).toBe(3 + 4 * 1);
  expect(winklerScore(2, 5, 0.75, 7)).toBe(3 + 8 * 2);
});

test("the expected Winkler score of a uniform number is least for its quantiles: 1 - alpha + alpha / 2", () => {
  // By calculus: for [a, 1 - a] the mean score is 1 - 2 a + (2 / alpha) a^2, least at a = alpha / 2.
  const mean = (a: number) => {
    let sum = 0;
    const steps = 100_000;
    for (let i = 0; i < steps; i++) sum += winklerScore(a, 1 - a, 0.75, (i + 0.5) / steps) / steps;
    return sum;
  };
  expect(mean(0.125)).toBeCloseTo(0.75 + 0.125, 6);
  expect(mean(0.1)).toBeCloseTo(0.8 + 8 * 0.01, 6);
  expect(mean(0.2)).toBeCloseTo(0.6 + 8 * 0.04, 6);
});

test("weighted quantiles are those of repeated values", () => {
  expect(weightedQuantile([3, 1, 2], [1, 1, 1], 0.5)).toBe(2);
  expect(weightedQuantile([3, 1, 2], [1, 8, 1], 0.8)).toBe(1);
  expect(weightedQuantile([3, 1, 2], [1, 8, 1], 0.81)).toBe(2);
  expect(weightedQuantile([3, 1, 2], [1, 1, 1], 1)).toBe(3);
});

test("ridge regression without a penalty is least squares, with weights as repeats", () => {
  const rows = [
    { x: [1, 0], y: 1, weight: 1 },
    { x: [1, 1], y: 2, weight: 2 },
    { x: [1, 3], y: 5, weight: 1 },
  ];
  // Normal equations by hand: 4 a + 5 b = 10, 5 a + 11 b = 19.
  const [a, b] = ridgeRegression(rows, 0);
  expect(a).toBeCloseTo(15 / 19, 12);
  expect(b).toBeCloseTo(26 / 19, 12);
});

test("a penalty shrinks a coefficient in units of its column and leaves the first", () => {
  const rows = [-1, 1].map((x) => ({ x: [1, 10 * x], y: 7 + 4 * x, weight: 1 }));
  // In units of the column the coefficient is 4 and the weight 2: 2 * 4 / (2 + 2 * 1).
  const [free, shrunk] = ridgeRegression(rows, 1);
  expect(free).toBeCloseTo(7, 12);
  expect(shrunk).toBeCloseTo(0.2, 12);
});

test("least squares that are not below 0: those of the columns that stay", () => {
  const rows = [
    { x: [1, 0], y: 1, weight: 1 },
    { x: [1, 1], y: 2, weight: 2 },
    { x: [1, 3], y: 5, weight: 1 },
  ];
  expect(nonNegativeLeastSquares(rows)[0]).toBeCloseTo(15 / 19, 12);
  expect(nonNegativeLeastSquares(rows)[1]).toBeCloseTo(26 / 19, 12);
  // The slope would be below 0: the weighed mean alone is left.
  const falling = rows.map(({ x, y, weight }) => ({ x, y: 6 - y, weight }));
  expect(nonNegativeLeastSquares(falling)[0]).toBeCloseTo((5 + 2 * 4 + 1) / 4, 12);
  expect(nonNegativeLeastSquares(falling)[1]).toBe(0);
});

test("neighbours: 0, 1, 0, 1 disagree, and a ramp agrees as in no other order", () => {
  const draws = Random.fromSeed(1);
  const below = (bound: number) => draws.below(bound);
  // Deviations are 1/2 in turn: -3/4 over 4/4.
  const alternating = neighbourCorrelation([0, 1, 0, 1], below, 9);
  expect(alternating).toEqual({ correlation: -0.75, pValue: 1 });
  const ramp = neighbourCorrelation(
    Array.from({ length: 40 }, (_, i) => i),
    below,
    99,
  );
  // With x = i - 19.5 the products x (x - 1) of i >= 1 sum to 5330 - 380.25 - 19.5, the squares to 5330.
  expect(ramp.correlation).toBeCloseTo(4930.25 / 5330, 12);
  expect(ramp.pValue).toBe(0.01);
});

test("repeats between blocks are those that a comparison of strings finds", () => {
  const draws = Random.fromSeed(5);
  const symbols = Uint8Array.from({ length: 600 }, () => draws.below(3));
  const ends = [90, 200, 205, 380, 600];
  const k = 5;
  const { shared, betweenTwo, inOne, inTwo } = blockRepeats(symbols, ends, k);
  const windows = ends.map((end, b) => {
    const found: string[] = [];
    for (let at = ends[b - 1] ?? 0; at + k <= end; at++) found.push(symbols.subarray(at, at + k).join());
    return found;
  });
  const holders = (window: string) => windows.flatMap((all, b) => (all.includes(window) ? [b] : []));
  const all = windows.flat();
  const different = [...new Set(all)].map((window) => holders(window).length);
  expect([inOne, inTwo]).toEqual([1, 2].map((count) => different.filter((held) => held === count).length));
  expect(shared).toBeCloseTo(all.filter((window) => holders(window).length > 1).length / all.length, 12);
  for (const [b, own] of windows.entries()) {
    for (let o = 0; o < ends.length; o++) {
      const only = own.filter((window) => holders(window).length === 2 && holders(window).includes(o));
      const expected = o === b ? 0 : only.length / Math.max(1, own.length);
      expect(betweenTwo.get(b * ends.length + o) ?? 0).toBeCloseTo(expected, 12);
    }
  }
});
