import { expect, test } from "vitest";
import { structureBorder } from "../../../src/spectrum/structure-border.ts";

const table = { lengths: [100, 400, 1600], bits: [10, 40, 80] };

test.each([
  [100, 10, false],
  [200, 20, false],
  [400, 40, false],
  [800, 40 * Math.SQRT2, false],
  [1600, 80, false],
  [6400, 160, true],
  [10, 10, false],
])("at %i symbols the border is %d bits, extrapolated: %s", (n, bits, extrapolated) => {
  const border = structureBorder(n, table);
  expect(border.bits).toBeCloseTo(bits, 9);
  expect(border.extrapolated).toBe(extrapolated);
});

test("the shipped border grows with the length and stays below what a text has", () => {
  const at = [500, 2000, 8000, 30_000, 100_000].map((n) => structureBorder(n).bits);
  expect([...at].sort((a, b) => a - b)).toEqual(at);
  expect(at.at(-1)).toBeLessThan(9000);
});
