import { expect, test } from "vitest";
import { type ExtrapolationLaw, extrapolateRate } from "../../../src/statistics/rate-extrapolation.ts";

const sizes = Array.from({ length: 12 }, (_, i) => 512 * 2 ** i);
const laws: Record<ExtrapolationLaw, (n: number, h: number, a: number, b: number) => number> = {
  f1: (n, h, a, b) => h + a * n ** (b - 1),
  f2: (n, h, a, b) => h + a * n ** (b - 1) * Math.log(n),
  f3: (n, h, a, b) => Math.exp(Math.log(h) + a * n ** (b - 1)),
};
const exact = 1e-30;

test.each([
  ["f1", 1.3, 5, 0.6],
  ["f1", 0, 5, 0.3],
  ["f2", 0.8, 3, 0.4],
  ["f3", 1.1, 9, 0.7],
] as const)("%s with h = %d, A = %d, beta = %d is found again", (law, h, a, b) => {
  const rates = sizes.map((n) => laws[law](n, h, a, b));
  // The floor of the variance, 1e-6, and the size of the texts fix what chi-square 1 tells apart.
  const found = extrapolateRate(sizes, rates, law, exact);
  expect(Math.abs(found.limit - h)).toBeLessThan(0.002);
  expect(Math.abs(found.exponent - b)).toBeLessThan(0.01);
});

test("rates that do not fall are their own limit: the mean weighed by n", () => {
  const found = extrapolateRate([100, 300], [1, 2], "f1", 1);
  expect(found).toEqual({ limit: 1.75, exponent: 0, amplitude: 0 });
});

test("noise is not extrapolated: of exponents within chi-square 1 the smallest is taken", () => {
  const rates = sizes.map((n) => laws.f1(n, 1, 2, 0.5));
  expect(extrapolateRate(sizes, rates, "f1", 1e6).exponent).toBe(0);
  const b = extrapolateRate(sizes, rates, "f1", 0.01).exponent;
  expect(b).toBeGreaterThan(0.3);
  expect(b).toBeLessThan(0.5);
});
