import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadLabels } from "../../../../src/report/charts/place-labels.ts";

test("labels that have room stay, those that have none share the way", () => {
  expect(spreadLabels([10, 50, 90], 20, [0, 100])).toEqual([10, 50, 90]);
  expect(spreadLabels([50, 50], 20, [0, 100])).toEqual([40, 60]);
  // Least squares of three that want 50, 50 and 56, twenty apart: the middle one at their mean.
  expect(spreadLabels([56, 50, 50], 20, [0, 200])).toEqual([72, 32, 52]);
  expect(spreadLabels([], 20, [0, 100])).toEqual([]);
});

test("none leaves the room while there is room for all", () => {
  expect(spreadLabels([-30, 0, 5], 20, [0, 100])).toEqual([0, 20, 40]);
  expect(spreadLabels([99, 100, 120], 20, [0, 100])).toEqual([60, 80, 100]);
});

test("always far enough apart, in the order they want, within the room", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 450 }), { maxLength: 20 }), (wanted) => {
      const found = spreadLabels(wanted, 15, [0, 400]);
      const order = [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]! || a - b);
      for (const [i, label] of order.entries()) {
        expect(found[label]).toBeGreaterThanOrEqual(-1e-9);
        expect(found[label]).toBeLessThanOrEqual(400 + 1e-9);
        if (i > 0) expect(found[label]! - found[order[i - 1]!]!).toBeGreaterThanOrEqual(15 - 1e-9);
      }
    }),
    { numRuns: 100 },
  );
});
