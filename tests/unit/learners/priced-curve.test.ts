import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { blockMean } from "../../../src/learners/block-mean.ts";
import { observerLearner } from "../../../src/learners/observer-learner.ts";
import { differencesOf, partPrices, structureOf, withinOf } from "../../../src/learners/priced-curve.ts";
import { halvedSizes } from "../../../src/learners/query-sizes.ts";

const priced = (sizes: number[], bits: number[][], lengths: number[]) => ({
  sizes,
  lengths,
  answers: bits.map((blocks) => blocks.map((one) => ({ bits: one, losses: null }))),
});

describe("a mean over blocks", () => {
  test("is the ratio of sums, with the interval of a ratio", () => {
    const mean = blockMean([10, 30], [10, 10])!;
    expect(mean.value).toBe(2);
    // t(1) = 12.706 times the spread sqrt(2)/2 of 1 and 3 over sqrt 2: 12.706.
    expect(mean.interval!.upper - 2).toBeCloseTo(12.706, 2);
  });
  test("leaves out empty blocks, and has no interval of one", () => {
    expect(blockMean([10, 0], [5, 0])).toEqual({ value: 2, interval: null });
    expect(blockMean([0], [0])).toBeUndefined();
  });
  test("covers the mean of all blocks as often as it says", () => {
    const random = Random.fromSeed(5);
    let covered = 0;
    for (let i = 0; i < 2000; i++) {
      const lengths = Array.from({ length: 12 }, () => 50 + random.below(50));
      const bits = lengths.map((length) => length * (1 + random.uniform()));
      const { interval } = blockMean(bits, lengths)!;
      if (interval!.lower <= 1.5 && 1.5 <= interval!.upper) covered++;
    }
    expect(covered / 2000).toBeGreaterThan(0.93);
    expect(covered / 2000).toBeLessThan(0.97);
  });
});

describe("S", () => {
  test("is the area of a curve that falls by a law, within its interval", () => {
    // l(m) = 1 + 50 / (m + 100): the area above l(M) from 0 to M in closed form.
    const most = 2 ** 16;
    const loss = (m: number) => 1 + 50 / (m + 100);
    const area = 50 * Math.log((most + 100) / 100) - most * (loss(most) - 1);
    const sizes = halvedSizes(most, 10, 1);
    const curve = priced(
      sizes,
      sizes.map((m) => [100 * loss(m), 200 * loss(m)]),
      [100, 200],
    );
    const { value, interval } = structureOf(curve)!;
    expect(Math.abs(value - area) / area).toBeLessThan(0.05);
    expect(interval!.lower).toBeLessThan(area);
    expect(interval!.upper).toBeGreaterThan(area);
  });
  test("needs a curve that begins with nothing", () => {
    expect(structureOf(priced([10, 20, 40], [[3], [2], [1]], [1]))).toBeUndefined();
    expect(structureOf(priced([0, 20], [[3], [2]], [1]))).toBeUndefined();
  });
});

test("differences are paired: what is common to the blocks is no error", () => {
  const hard = [100, 500, 900];
  const one = priced([1], [hard.map((bits) => bits + 10)], [100, 100, 100]);
  const other = priced([1], [hard], [100, 100, 100]);
  const [difference] = differencesOf(one, other);
  expect(difference!.value).toBeCloseTo(0.1, 12);
  expect(difference!.interval!.upper - difference!.interval!.lower).toBeCloseTo(0, 12);
});

test("what a block teaches of itself is what its places cost more than its last quarter", () => {
  const losses = Float64Array.of(5, 3, 1, 1);
  const answers = [[{ bits: 10, losses }, { bits: 10, losses }]]; // biome-ignore format: one
  expect(withinOf({ sizes: [1], lengths: [4, 4], answers })!.value).toBe(6);
  expect(withinOf(priced([1], [[1]], [4]))).toBeUndefined();
});

test("parts sum to the whole", () => {
  const losses = Float64Array.of(5, 3, 1, 1);
  const zero = new Float64Array(4);
  const one = [{ bits: 10, losses }];
  const prices = partPrices({ names: ["a", "b", "none"] }, [Uint8Array.of(0, 1, 1, 0)], one, [
    { bits: 0, losses: zero },
  ])!;
  expect(prices.map(({ name, symbols, rate }) => [name, symbols, rate!.value])).toEqual([
    ["a", 2, 3],
    ["b", 2, 2],
  ]);
});

describe("the observer as a learner", () => {
  const random = Random.fromSeed(3);
  const block = (length: number) => Uint8Array.from({ length }, () => random.below(4));

  test("knows what it learned, and not what was asked before", () => {
    const text = block(2000);
    const blocks = [block(500), text, block(500)];
    const asked = { alphabetSize: 4, ask: [text, block(500)], seed: 1 };
    const rate = (answer: ReturnType<typeof observerLearner>, b: number, n: number) =>
      answer.blocks[b]!.bits / n;
    expect(rate(observerLearner({ ...asked, learn: blocks }), 0, 2000)).toBeLessThan(0.2);
    // Asked twice for one block it has not learned it the second time.
    const twice = observerLearner({ ...asked, learn: [block(500)], ask: [text, text] });
    expect(rate(twice, 0, 2000)).toBeGreaterThan(1.9);
    expect(twice.blocks[1]!.bits).toBe(twice.blocks[0]!.bits);
  });
  test("sums its losses", () => {
    const { blocks } = observerLearner({ alphabetSize: 4, learn: [], ask: [block(100)], seed: 1 });
    expect(blocks[0]!.losses).toHaveLength(100);
    expect(blocks[0]!.losses!.reduce((sum, one) => sum + one, 0)).toBeCloseTo(blocks[0]!.bits, 9);
  });
});
