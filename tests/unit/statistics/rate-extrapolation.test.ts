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

/** The same search by normal equations, written out for one exponent at a time. */
function searched(rates: readonly number[], law: ExtrapolationLaw, variance: number) {
  const y = rates.map((rate) => (law === "f3" ? Math.log(rate) : rate));
  const w = sizes.map((n, i) => (n / variance) * (law === "f3" ? rates[i]! ** 2 : 1));
  const sum = (value: (i: number) => number): number =>
    sizes.reduce((total, _, i) => total + w[i]! * value(i), 0);
  const solve = (b: number) => {
    const x = sizes.map((n) => n ** (b - 1) * (law === "f2" ? Math.log(n) : 1));
    const [s0, s1, s2] = [sum(() => 1), sum((i) => x[i]!), sum((i) => x[i]! * x[i]!)];
    const [t0, t1] = [sum((i) => y[i]!), sum((i) => x[i]! * y[i]!)];
    let a = (s0 * t1 - s1 * t0) / (s0 * s2 - s1 * s1);
    let h = (t0 - a * s1) / s0;
    if (a < 0) [a, h] = [0, t0 / s0];
    if (h < 0 && law !== "f3") [a, h] = [t1 / s2, 0];
    return { a, h, chiSquare: sum((i) => (y[i]! - h - a * x[i]!) ** 2) };
  };
  const largest = law === "f2" ? 1 - 1 / Math.log(512) : 1;
  const grid = Array.from({ length: 100 }, (_, i) => (largest * i) / 100);
  const allowed = Math.min(...grid.map((b) => solve(b).chiSquare)) + 1;
  let high = grid.find((b) => solve(b).chiSquare <= allowed)!;
  let low = Math.max(0, high - largest / 100);
  while (high - low > 1e-13) {
    const middle = (low + high) / 2;
    if (solve(middle).chiSquare <= allowed) high = middle;
    else low = middle;
  }
  const { a, h } = solve(high);
  return { exponent: high, amplitude: a, limit: law === "f3" ? Math.exp(h) : h };
}

test.each([
  ["f1", 1.3, 5, 0.6, 0.02],
  ["f1", 0, 4, 0.5, 0.001],
  ["f1", 0.2, 6, 0.2, 0.3],
  ["f2", 0.8, 3, 0.4, 0.02],
  ["f2", 0, 2, 0.5, 0.001],
  ["f3", 0.4, 6, 0.6, 0.01],
  ["f3", 2.5, 9, 0.7, 0.2],
] as const)("%s with h = %d, A = %d, beta = %d and noise, by another search", (law, h, a, b, noise) => {
  // Alternating errors of half a standard deviation, and a law that the first prefixes do not follow.
  const rates = sizes.map(
    (n, i) =>
      laws[law](n, Math.max(h, 1e-3), a, b) + (i % 2 === 0 ? 0.5 : -0.5) * Math.sqrt(noise / n) + 20 / n,
  );
  const expected = searched(rates, law, noise);
  const found = extrapolateRate(sizes, rates, law, noise);
  expect(found.exponent).toBeCloseTo(expected.exponent, 7);
  expect(found.limit).toBeCloseTo(expected.limit, 7);
  expect(found.amplitude / expected.amplitude).toBeCloseTo(1, 5);
});
