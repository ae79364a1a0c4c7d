import { expect, test } from "vitest";
import type { BlockStatistics } from "../../../src/words/block-entropy-profile.ts";
import { excessEntropyErrors } from "../../../src/words/excess-entropy-errors.ts";

const block = (order: number, words: number, distinct: number): BlockStatistics => ({
  order, words, distinct, singletons: 0, doubletons: 0, tripletons: 0, coverage: 1, plugIn: 0, grassberger: 0,
}); // biome-ignore format: a row

const jackknife = (excessEntropy: number, entropyGain: number, degreesOfFreedom: number) => ({
  excessEntropy: { estimate: 0, standardError: excessEntropy },
  entropyGain: { estimate: 0, standardError: entropyGain },
  degreesOfFreedom,
});

test("single symbols: Student's quantile times the standard error, and a quarter of the bias of h(1) alone", () => {
  // t(0.975, 10) = 2.228138852; bias (4 - 1)/(2 * 1000 ln 2)
  const { excessEntropy, entropyGain } = excessEntropyErrors(
    [block(1, 1000, 4)],
    1,
    jackknife(0.1, 0.01, 10),
    0.95,
  );
  const half = 0.02228138852 + (0.25 * 3) / (2000 * Math.LN2);
  expect(excessEntropy.below).toBeCloseTo(0.2228138852, 9);
  expect(excessEntropy.above).toBe(excessEntropy.below);
  expect(entropyGain.below).toBeCloseTo(half, 9);
  expect(entropyGain.above).toBe(entropyGain.below);
});

test("words of L: E carries L - 1 times the bias of h(L)", () => {
  const profile = [block(1, 1000, 2), block(2, 999, 4), block(3, 998, 7)];
  const bias = (7 - 4) / (2 * 998 * Math.LN2);
  const { excessEntropy, entropyGain } = excessEntropyErrors(profile, 3, jackknife(0, 0, 19), 0.95);
  expect(excessEntropy.above).toBeCloseTo(0.25 * 2 * bias, 12);
  expect(excessEntropy.below).toBe(excessEntropy.above);
  expect(entropyGain.below).toBeCloseTo(0.25 * bias, 12);
  expect(entropyGain.above).toBe(entropyGain.below);
});

test("words not seen make h(L) larger, and E(L) smaller by L - 1 times as much", () => {
  // Nine of 27 possible words seen, six of them once and none twice: np is 6/18, e^x E1(2x) with E1(2/3) = 0.39840899307028.
  const thin = { ...block(3, 998, 9), singletons: 6 };
  const profile = [block(1, 1000, 3), block(2, 999, 9), thin];
  const hidden = (6 * Math.exp(1 / 3) * 0.39840899307028) / (998 * Math.LN2);
  const { excessEntropy, entropyGain } = excessEntropyErrors(profile, 3, jackknife(0.01, 0.001, 10), 0.95);
  expect(entropyGain.above - entropyGain.below).toBeCloseTo(hidden, 9);
  expect(excessEntropy.below - excessEntropy.above).toBeCloseTo(2 * hidden, 9);
  expect(entropyGain.below).toBeCloseTo(0.002228138852, 9);
  expect(excessEntropy.above).toBeCloseTo(0.02228138852, 9);
});

test("the level is heard", () => {
  const at = (level: number) =>
    excessEntropyErrors([block(1, 1000, 1)], 1, jackknife(1, 1, 4), level).excessEntropy.above;
  // t(0.95, 4), t(0.975, 4), t(0.995, 4)
  expect(at(0.9)).toBeCloseTo(2.131846786, 8);
  expect(at(0.95)).toBeCloseTo(2.776445105, 8);
  expect(at(0.99)).toBeCloseTo(4.604094871, 8);
  expect(() => at(1)).toThrow(RangeError);
});
