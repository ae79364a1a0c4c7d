import { expect, test } from "vitest";
import type { CurveSummary } from "../../../../src/observer/curves/structural-information.ts";
import { structureBeyondShuffles } from "../../../../src/observer/curves/structure-beyond-shuffles.ts";

/** A curve of nine blocks with this S. */
const curve = (value: number, error: number | null): Pick<CurveSummary, "structures" | "blocks"> => ({
  blocks: 9,
  structures: [{ value, error }],
});

test("one shuffle: the errors over blocks of both", () => {
  const beyond = structureBeyondShuffles(curve(100, 3), [curve(40, 4)], 0.95);
  // t with 8 degrees of freedom is 2.3060
  expect(beyond).toEqual({ value: 60, halfWidth: expect.closeTo(5 * 2.306, 3) });
  expect(structureBeyondShuffles(curve(100, null), [curve(40, 4)], 0.95).halfWidth).toBeNull();
});

test("several shuffles: their spread, and the sequence's own error where it is larger", () => {
  const shuffles = [8, 10, 12].map((value) => curve(value, 1));
  // s^2 = 4, the mean of three has 4/3; t with 2 degrees of freedom is 4.3027
  expect(structureBeyondShuffles(curve(11, 1), shuffles, 0.95)).toEqual({
    value: 1,
    halfWidth: expect.closeTo(4.3027 * Math.sqrt(4 + 4 / 3), 3),
  });
  expect(structureBeyondShuffles(curve(110, 10), shuffles, 0.95)).toEqual({
    value: 100,
    halfWidth: expect.closeTo(4.3027 * Math.sqrt(100 + 4 / 3), 3),
  });
});
