import { expect, test } from "vitest";
import { leastSquaresLine } from "../../../src/math/least-squares-line.ts";

test("(1, 3), (2, 5), (4, 4), (8, 12), by the normal equations", () => {
  // n = 4, sums 15, 24, 85, 125: slope (4 125 - 15 24)/(4 85 - 225) = 140/115.
  const { slope, intercept } = leastSquaresLine(Float64Array.of(1, 2, 4, 8), Float64Array.of(3, 5, 4, 12));
  expect(slope).toBeCloseTo(140 / 115, 14);
  expect(intercept).toBeCloseTo((24 - (15 * 140) / 115) / 4, 14);
});

test("points on a line far from the origin", () => {
  const x = Float64Array.from({ length: 9 }, (_, i) => 1e6 + i * i);
  const { slope, intercept } = leastSquaresLine(
    x,
    x.map((value) => 7 - 0.25 * value),
  );
  expect(slope).toBeCloseTo(-0.25, 9);
  expect(intercept).toBeCloseTo(7, 3);
});
