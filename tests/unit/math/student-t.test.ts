import { expect, test } from "vitest";
import { studentQuantile } from "../../../src/math/student-t.ts";

// References: root of the regularised incomplete beta function in 30-digit arithmetic.
test.each([
  [0.95, 1, 12.706204736174705],
  [0.95, 2, 4.302652729749464],
  [0.95, 3, 3.1824463052837095],
  [0.95, 4, 2.7764451051977943],
  [0.95, 9, 2.2621571627982053],
  [0.95, 18, 2.1009220402410387],
  [0.95, 19, 2.0930240544083096],
  [0.95, 100, 1.9839715185235522],
  [0.95, 1000, 1.9623390808264085],
  [0.99, 3, 5.840909309733357],
  [0.99, 19, 2.860934606464979],
  [0.8, 19, 1.3277282090267983],
  [0.5, 7, 0.7111417780817864],
  [0.999, 10, 4.586893858702636],
  [0.99, 2, 9.924843200918293],
])("P(|T| <= t) = %d with %i degrees of freedom", (level, degrees, expected) =>
  expect(Math.abs(studentQuantile(level, degrees) / expected - 1)).toBeLessThan(1e-12),
);

test("tends to the normal quantile", () => {
  // z + (z^3 + z) / (4 nu) for z = 1.959963984540054.
  const z = 1.959963984540054;
  expect(studentQuantile(0.95, 1_000_000)).toBeCloseTo(z + (z * z * z + z) / 4e6, 9);
});

test("refuses levels and degrees of freedom that do not exist", () => {
  expect(() => studentQuantile(1, 5)).toThrow(RangeError);
  expect(() => studentQuantile(Number.NaN, 5)).toThrow(RangeError);
  expect(() => studentQuantile(0.95, 0)).toThrow(RangeError);
  expect(() => studentQuantile(0.95, 2.5)).toThrow(RangeError);
});
