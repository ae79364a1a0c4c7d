import { expect, test } from "vitest";
import { wilsonInterval } from "../../../src/math/wilson-interval.ts";

// Bounds solve (share - p)^2 = z^2 p (1 - p) / n: put back into that equation.
test.each([
  [8, 10],
  [95, 100],
  [1, 3],
  [470, 1000],
])("%i of %i solves its equation", (hits, trials) => {
  const z = 1.959963984540054;
  for (const p of wilsonInterval(hits, trials, z)) {
    expect((hits / trials - p) ** 2).toBeCloseTo((z * z * p * (1 - p)) / trials, 14);
  }
});

test("8 of 10 as in the literature", () => {
  const [lower, upper] = wilsonInterval(8, 10, 1.96);
  expect(lower).toBeCloseTo(0.490157, 5);
  expect(upper).toBeCloseTo(0.943319, 5);
});

test("none and all stay within 0 and 1", () => {
  expect(wilsonInterval(0, 20, 1.96)[0]).toBe(0);
  expect(wilsonInterval(20, 20, 1.96)[1]).toBe(1);
});
