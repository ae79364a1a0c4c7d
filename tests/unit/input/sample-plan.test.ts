import fc from "fast-check";
import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { equalShares, planBlocks } from "../../../src/input/sample-plan.ts";

const random = () => Random.fromSeed(1);

test("everything when it fits, nothing of nothing", () => {
  expect(planBlocks(0, 100, random())).toEqual([]);
  expect(planBlocks(100, 100, random())).toEqual([{ offset: 0, length: 100 }]);
  expect(planBlocks(99, 100, random())).toEqual([{ offset: 0, length: 99 }]);
});

test("few symbols: one block an eighth, at the places the seed gives", () => {
  const blocks = planBlocks(1_000_000, 2000, random());
  expect(blocks.map(({ length }) => length)).toEqual(Array(8).fill(250));
  expect(blocks.slice(0, 2)).toEqual([
    // The seed says 19 953 and 211 623; 1680 times 11 and 125 is before them.
    { offset: 18_480, length: 250 },
    { offset: 210_000, length: 250 },
  ]);
});

test("blocks begin at the same byte of records of most lengths, where there is room for it", () => {
  for (const [size, alignment] of [
    [10_000_000, 1680],
    [600_000, 840],
    [200_000, 120],
    [110_000, 24],
    [104_000, 8],
  ] as const) {
    const offsets = planBlocks(size, 100_000, random()).map(({ offset }) => offset % alignment);
    expect([size, new Set(offsets)]).toEqual([size, new Set([0])]);
  }
});

test.each([
  [500, 8],
  [4607, 8],
  [4608, 9],
  [12_288, 24],
  [49_151, 95],
  [49_152, 96],
  [100_000, 96],
  [900_000, 96],
])("a sample of %i has %i blocks", (sampleSize, count) => {
  const blocks = planBlocks(1_000_000, sampleSize, random());
  expect(blocks).toHaveLength(count);
  for (const [i, { offset }] of blocks.entries()) {
    expect(Math.floor((offset * count) / 1_000_000)).toBe(i);
  }
});

test("blocks sum to the sample, are in their parts and never overlap", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), fc.nat(), (size, sampleSize, seed) => {
      const blocks = planBlocks(size, sampleSize, Random.fromSeed(seed));
      expect(blocks.length).toBeLessThanOrEqual(96);
      let end = 0;
      let total = 0;
      for (const { offset, length } of blocks) {
        expect(length).toBeGreaterThan(0);
        expect(offset).toBeGreaterThanOrEqual(end);
        end = offset + length;
        total += length;
      }
      expect(end).toBeLessThanOrEqual(size);
      expect(total).toBe(Math.min(size, sampleSize));
      expect(planBlocks(size, sampleSize, Random.fromSeed(seed))).toEqual(blocks);
    }),
  );
});

test("sizes beyond 32 bits", () => {
  const blocks = planBlocks(5e12, 4e5, random());
  expect(blocks.map(({ offset }) => Math.floor(offset / (5e12 / 96)))).toEqual(
    Array.from({ length: 96 }, (_, i) => i),
  );
});

test("equal shares differ by one at most", () => {
  expect(equalShares(10, 4)).toEqual([2, 3, 2, 3]);
  expect(equalShares(0, 3)).toEqual([0, 0, 0]);
  expect(equalShares(2, 0)).toEqual([]);
});
