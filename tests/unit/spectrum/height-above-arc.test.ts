import { expect, test } from "vitest";
import { heightAboveArc } from "../../../src/spectrum/height-above-arc.ts";

/** The error that gives a half-width of 1: t of 4 degrees of freedom is 2.776445. */
const one = 1 / 2.776445;
const around = (value: number, below: number, above: number) => ({
  value,
  interval: { lower: value - below, upper: value + above, level: 0.95, method: "blocks" as const },
});

test("the errors of the sample and of the arc are independent: root of squares, on either side", () => {
  const { height, ofSample } = heightAboveArc(
    around(0.5, 0, 0),
    around(5, 0.75, Math.sqrt(3)),
    () => ({ value: 2, error: one, carried: 0 }),
    0.95,
  );
  expect(height.value).toBe(3);
  expect(ofSample).toMatchObject({ lower: 2.25, upper: 3 + Math.sqrt(3) });
  expect(height.interval!.lower).toBeCloseTo(3 - 1.25, 6);
  expect(height.interval!.upper).toBeCloseTo(3 + 2, 6);
});

test("a structure of 0 has no error below, and the arc's is left", () => {
  const { height } = heightAboveArc(
    around(1, 0, 0),
    around(0, 0, 0),
    () => ({ value: 0, error: one, carried: 0 }),
    0.95,
  );
  expect(height.interval!.lower).toBeCloseTo(-1, 6);
  expect(height.interval!.upper).toBeCloseTo(1, 6);
});

test("allows for every place within the interval of x, and takes the largest error there", () => {
  // From .4 to .6 the arc falls from 2.4 to 1.6, and its error grows from .8 to 1.2 half-widths.
  const { height, ofSample } = heightAboveArc(
    around(0.5, 0.1, 0.1),
    around(5, 0, 0),
    (x) => ({ value: 4 - 4 * x, error: 2 * x * one, carried: 0 }),
    0.95,
  );
  expect(height.value).toBe(3);
  expect([ofSample!.lower, ofSample!.upper]).toEqual([expect.closeTo(2.6, 9), expect.closeTo(3.4, 9)]);
  const half = Math.hypot(0.4, 1.2);
  expect(height.interval!.lower).toBeCloseTo(3 - half, 6);
  expect(height.interval!.upper).toBeCloseTo(3 + half, 6);
});

test("no interval where the sample has none", () => {
  const arc = () => ({ value: 2, error: one, carried: 0 });
  const { height, ofSample } = heightAboveArc(around(0.5, 0, 0), { value: 5, interval: null }, arc, 0.95);
  expect([height, ofSample]).toEqual([{ value: 3, interval: null }, null]);
});
