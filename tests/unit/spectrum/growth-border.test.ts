import { expect, test } from "vitest";
import { growthBorder } from "../../../src/spectrum/growth-border.ts";

const table = { lengths: [100, 400, 1600], bits: [10, 40, 80], openBits: [5, 20, 40] };

test.each([
  [100, 10, false],
  [200, 20, false],
  [400, 40, false],
  [800, 40 * Math.SQRT2, false],
  [1600, 80, false],
  [6400, 160, true],
  [10, 10, false],
])("at %i symbols the border is %d bits, extrapolated: %s", (n, bits, extrapolated) => {
  const border = growthBorder(n, table);
  expect(border.bits).toBeCloseTo(bits, 9);
  expect(border.extrapolated).toBe(extrapolated);
});

test.each([
  [1600, 1 / 4],
  [16_384, 1 / 4],
  [32_768, 1 / 2],
  [65_536, 1],
  [1_000_000, 1],
])("a text of %i symbols is above %d of the border", (n, share) => {
  const { bits, least } = growthBorder(n, table);
  expect(least).toBeCloseTo(share * bits, 9);
});

test("open-ended growth has its own border, no higher, and no lower than where an exponent can be estimated", () => {
  const long = { lengths: [10_000, 100_000, 400_000], bits: [700, 3000, 5000], openBits: [600, 1500, 2400] };
  expect(growthBorder(100_000, long).openBits).toBeCloseTo(1500, 9);
  expect(growthBorder(400_000, long).openBits).toBeCloseTo(2400, 9);
  expect(growthBorder(100_000, { ...long, openBits: [600, 100, 100] }).openBits).toBe(250);
  expect(growthBorder(100_000, { ...long, openBits: [600, 9000, 9000] }).openBits).toBeCloseTo(3000, 9);
});

test("the shipped border grows with the length", () => {
  const at = [512, 2000, 8000, 30_000, 100_000, 400_000, 1_000_000].map((n) => growthBorder(n).bits);
  expect([...at].sort((a, b) => a - b)).toEqual(at);
});
