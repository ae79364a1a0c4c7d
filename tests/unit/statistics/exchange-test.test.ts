import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import {
  exchangePValue,
  falseDiscoveryAdjusted,
  randomSplits,
} from "../../../src/statistics/exchange-test.ts";

/** All ways to give three of six blocks to the first side. */
const allSplits = Array.from({ length: 64 }, (_, bits) =>
  Int8Array.from({ length: 6 }, (__, block) => ((bits >> block) & 1 ? 1 : -1)),
).filter((split) => split.reduce((sum, side) => sum + side, 0) === 0);

/** Products of one number a block: the statistic is the square of the difference of sums. */
const productsOf = (values: readonly number[]) =>
  Float64Array.from(values.flatMap((x) => values.map((y) => x * y)));

test("counts the splits that are as far apart as the given one, and itself", () => {
  expect(allSplits.length).toBe(20);
  // Only {1, 2, 3} against the rest, either way, is as far apart.
  expect(exchangePValue(productsOf([1, 2, 3, 11, 12, 13]), allSplits)).toBeCloseTo(3 / 21, 12);
  // Nothing is nearer than the given split.
  expect(exchangePValue(productsOf([1, 5, 3, 3, 1, 5]), allSplits)).toBe(1);
  // All equal: every split is a tie.
  expect(exchangePValue(productsOf([2, 2, 2, 2, 2, 2]), allSplits)).toBe(1);
});

test("random splits are balanced, and each is as likely as every other", () => {
  const random = Random.fromSeed(4);
  const splits = randomSplits(40_000, 3, (bound) => random.below(bound));
  const counts = new Map<string, number>();
  for (const split of splits) counts.set(split.join(), (counts.get(split.join()) ?? 0) + 1);
  expect(counts.size).toBe(20);
  // Chi-square with 19 degrees of freedom is above 43.8 once in a thousand.
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
  expect(chiSquare).toBeLessThan(43.8);
});

test("adjusted p-values as in the literature", () => {
  // Benjamini & Hochberg 1995, section 4: 15 tests, of which the first four are rejected at .05.
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  const adjusted = falseDiscoveryAdjusted(published);
  expect(adjusted.filter((p) => p <= 0.05).length).toBe(4);
  expect(adjusted[0]).toBeCloseTo(0.0015, 12);
  expect(adjusted[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
  expect(adjusted[4]).toBeCloseTo((0.0201 * 15) / 5, 12);
  // 0.0278 * 15 / 6 is larger than what the next one gives.
  expect(adjusted[5]).toBeCloseTo((0.0298 * 15) / 7, 12);
  expect(falseDiscoveryAdjusted([0.03])).toEqual([0.03]);
  expect(falseDiscoveryAdjusted([])).toEqual([]);
});
