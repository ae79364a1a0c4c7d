import { expect, test } from "vitest";
import { structureBeyondShuffles } from "../../../../src/observer/curves/twin-estimates.ts";

test("the spread of the shuffles, and the sequence's own error where it is clearly larger", () => {
  const shuffles = [8, 10, 12];
  // s = 2, the mean of three has 2 / sqrt 3; t with 2 degrees of freedom is 4.3027.
  const ofMean = (4.3027 * 2) / Math.sqrt(3);
  expect(structureBeyondShuffles({ value: 11, halfWidth: 5 }, shuffles, 0.95)).toEqual({
    value: 1,
    halfWidth: expect.closeTo(Math.hypot(4.3027 * 2, ofMean), 3),
  });
  expect(structureBeyondShuffles({ value: 110, halfWidth: 40 }, shuffles, 0.95)).toEqual({
    value: 100,
    halfWidth: expect.closeTo(Math.hypot(40, ofMean), 3),
  });
});

test("3 bits at best: what it takes to name a member", () => {
  expect(structureBeyondShuffles({ value: 1, halfWidth: 0 }, [1, 1, 1], 0.95).halfWidth).toBe(3);
});
