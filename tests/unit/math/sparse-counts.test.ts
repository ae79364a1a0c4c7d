import { expect, test } from "vitest";
import { packCounts, unpackCounts } from "../../../src/math/sparse-counts.ts";

function roundTrip(counts: readonly number[]): number[] {
  const found = new Array<number>(counts.length).fill(0);
  unpackCounts(packCounts(counts), (place, count) => {
    found[place] = count;
  });
  return found;
}

test.each([
  [[]],
  [[0, 0, 0]],
  [[5]],
  [[0, 1, 0, 0, 127, 128, 129, 16_383, 16_384, 0]],
  [[2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]],
  [Array.from({ length: 1000 }, (_, i) => (i % 300 === 0 ? i + 1 : 0))],
])("counts come back", (counts) => {
  expect(roundTrip(counts)).toEqual(counts);
});

test("small counts take two bytes, zeros none", () => {
  expect(packCounts([0, 3, 0, 0, 9, 0])).toEqual(Uint8Array.of(1, 3, 2, 9));
});

test("a cut within a number is noticed", () => {
  const packed = packCounts([300]);
  expect(() => unpackCounts(packed.subarray(0, 2), () => {})).toThrow(RangeError);
});
