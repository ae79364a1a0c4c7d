import { expect, test } from "vitest";
import type { PlacedNull } from "../../../src/spectrum/adaptive-placing.ts";
import { nullWeights, structureBeyondNulls } from "../../../src/spectrum/structure-beyond-nulls.ts";
import { handMadeCurve } from "../observer/curves/hand-made-curve.ts";

const curve = (rate: number, structure: number) => handMadeCurve(Array(16).fill(rate), structure, [0, 0]);
const shuffled: PlacedNull = { id: "shuffled", curve: curve(5, 100) };
const fields = (rate: number, structure = 8000): PlacedNull => ({
  id: "fields",
  curve: curve(rate, structure),
});
const own = { value: 9000, halfWidth: 500 };
const beyond = (...nulls: PlacedNull[]) => structureBeyondNulls(own, curve(1, 9000), nulls).value;

test("a twin that is as predictable counts in full, one that is not does not count", () => {
  expect(beyond(shuffled)).toBe(8900);
  expect(beyond(shuffled, fields(1))).toBe(1000);
  expect(beyond(shuffled, fields(0.9))).toBe(1000);
  expect(beyond(shuffled, fields(2))).toBe(1000);
  expect(beyond(shuffled, fields(2.4))).toBe(8900);
  expect(beyond(shuffled, fields(5))).toBe(8900);
  const between = beyond(shuffled, fields(2.2));
  expect(between).toBeGreaterThan(4000);
  expect(between).toBeLessThan(6000);
});

test("shuffled symbols and steps always count, and what does not count is no zero", () => {
  expect(nullWeights(curve(1, 9000), [shuffled, { ...fields(4), id: "steps" }])).toEqual([1, 1]);
  expect(nullWeights(curve(1, 9000), [shuffled, fields(4), fields(1.5)])).toEqual([1, 0, 1]);
  const little: PlacedNull = { id: "shuffled", curve: curve(5, -3) };
  expect(structureBeyondNulls(own, curve(1, 9000), [little, fields(4)]).value).toBe(9003);
  // What keeps more than there is keeps something else.
  expect(beyond(shuffled, fields(1, 12_000))).toBe(0);
  expect(structureBeyondNulls({ value: -2, halfWidth: 3 }, curve(5, -2), [shuffled]).value).toBe(-2);
  // Of noise nothing is to be explained.
  expect(nullWeights(curve(5, 2), [shuffled, fields(5)])).toEqual([1, 1]);
});
