import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { type BlockStatistics, blockEntropyProfile } from "../../../src/words/block-entropy-profile.ts";
import { measurableOrder } from "../../../src/words/measurable-order.ts";

/** One order of a profile; entropies in bit. */
const block = (order: number, words: number, distinct: number, plugIn: number, singletons = 0, doubletons = 0, tripletons = 0): BlockStatistics => ({
  order, words, distinct, singletons, doubletons, tripletons, coverage: 1 - singletons / words, plugIn, grassberger: plugIn,
}); // biome-ignore format: a row

test("an empty profile and uncovered symbols measure nothing", () => {
  expect(measurableOrder([], 0.98)).toBe(0);
  expect(measurableOrder([block(1, 1000, 500, 8, 21)], 0.98)).toBe(0);
  expect(measurableOrder([block(1, 1000, 20, 4, 20)], 0.98)).toBe(1);
});

test("an order pays for its parameters by what it says, BIC", () => {
  // n = 1000: cost(1) = 1000 ln 2 H(1) + ln(1000)/2; cost(2) = 1000 ln 2 h(2) + (4 - 2)/2 ln 1000.
  const threshold = Math.log(1000) / (1000 * Math.LN2);
  const profile = (gain: number) => [block(1, 1000, 2, 1), block(2, 1000, 4, 1 + gain)];
  // cost(1) - cost(2) > ln(1000)/2 when 1 - h(2) > (ln 1000/2 + ln 1000/2)/(1000 ln 2)
  expect(measurableOrder(profile(1 - 1.001 * threshold), 0.98)).toBe(2);
  expect(measurableOrder(profile(1 - 0.999 * threshold), 0.98)).toBe(1);
});

test("words must occur sixteen times on average", () => {
  const profile = (distinct: number) => [block(1, 1600, 4, 2), block(2, 1600, distinct, 2.1)];
  expect(measurableOrder(profile(100), 0.98)).toBe(2);
  expect(measurableOrder(profile(101), 0.98)).toBe(1);
});

test("nothing beyond an uncovered order is looked at", () => {
  const profile = [block(1, 10_000, 4, 2), block(2, 10_000, 16, 3.9, 201), block(3, 10_000, 16, 3.9)];
  expect(measurableOrder(profile, 0.98)).toBe(1);
  // h(3) = 0 with no more parameters: better than every shorter order, once order 2 is passed.
  expect(measurableOrder(profile, 0.97)).toBe(3);
});

test("an order is as good as words not seen may leave it", () => {
  // Ten of 1000 words are seen once, none twice, and 34 of 64 never: np is 10/34, E1(20/34) = 0.4653.
  const x = 10 / 34;
  const hidden = (10 * Math.exp(x) * 0.465_311_808_05) / (1000 * Math.LN2);
  // cost(1) - cost(2) > ln(1000)/2 with 7 and 22 parameters, half a ln 1000 each.
  const least = 3 - hidden - (8 * Math.log(1000)) / (1000 * Math.LN2);
  const profile = (gain: number) => [block(1, 1000, 8, 3), block(2, 1000, 30, 3 + gain, 10)];
  expect(measurableOrder(profile(least - 1e-6), 0.98)).toBe(2);
  expect(measurableOrder(profile(least + 1e-6), 0.98)).toBe(1);
});

function orderOf(n: number, alphabet: number, next: (past: number[], random: Random) => number): number {
  const random = Random.fromSeed(1);
  const symbols: number[] = [];
  for (let i = 0; i < n; i++) symbols.push(next(symbols, random));
  return measurableOrder(blockEntropyProfile(Uint8Array.from(symbols), [n], alphabet, 12, 0.98), 0.98);
}

test.each([0, 1, 2, 3])("a chain of order %d is measured at words one longer", (memory) => {
  // A symbol repeats the one `memory` steps back with probability 0.8.
  const order = orderOf(50_000, 2, (past, random) => {
    const heads = random.uniform() < 0.8 ? 0 : 1;
    return memory === 0 ? heads : (past.at(-memory) ?? 0) ^ heads;
  });
  expect(order).toBe(memory + 1);
});

test("a period is measured one symbol beyond the shortest words that tell its phase: there h = 0", () => {
  expect(orderOf(10_000, 2, (past) => (past.length % 2 === 0 ? 0 : 1))).toBe(2);
  // 0 0 1 0 1 has 2, 3, 4, 5, 5 different words of 1 to 5, so h(5) is the first gain of 0.
  expect(orderOf(10_000, 2, (past) => [0, 0, 1, 0, 1][past.length % 5]!)).toBe(5);
});
