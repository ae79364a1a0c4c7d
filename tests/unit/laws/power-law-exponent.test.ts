import { expect, test } from "vitest";
import { exponentWithMean } from "../../../src/laws/power-law-exponent.ts";

const ranks = Array.from({ length: 50 }, (_, r) => Math.log(r + 1));

/** Sum, mean and variance of the logarithm under s, term by term. */
function momentsOf(s: number, weights: readonly number[]) {
  const terms = ranks.map((log, r) => weights[r]! * Math.exp(-s * log));
  const total = terms.reduce((a, b) => a + b, 0);
  const mean = terms.reduce((sum, term, r) => sum + term * ranks[r]!, 0) / total;
  const variance = terms.reduce((sum, term, r) => sum + term * (ranks[r]! - mean) ** 2, 0) / total;
  return { total, mean, variance };
}

test.each([0.01, 0.5, 1, 1.7, 6, 30])(
  "the exponent %d comes back from its mean, with sum and variance",
  (s) => {
    for (const weights of [ranks.map(() => 1), ranks.map((_, r) => 1 + (r % 5))]) {
      const { total, mean, variance } = momentsOf(s, weights);
      const found = exponentWithMean(weights[1] === 1 ? { logs: ranks } : { logs: ranks, weights }, mean);
      expect(found.exponent / s).toBeCloseTo(1, 8);
      expect(found.total / total).toBeCloseTo(1, 8);
      expect(found.variance / variance).toBeCloseTo(1, s > 10 ? 4 : 8);
    }
  },
);

test("two types: s is the logarithm of their odds", () => {
  // P(second) = 2^-s / (1 + 2^-s) = 1/9 at s = 3.
  const { exponent, total, variance } = exponentWithMean({ logs: [0, Math.LN2] }, Math.LN2 / 9);
  expect(exponent).toBeCloseTo(3, 12);
  expect(total).toBeCloseTo(9 / 8, 12);
  expect(variance).toBeCloseTo((8 / 81) * Math.LN2 ** 2, 12);
});

test("a mean above that of equal weights has exponent 0", () => {
  expect(exponentWithMean({ logs: ranks }, 3.9).exponent).toBeCloseTo(0, 12);
});

test("the mean of the smallest logarithm has no exponent: one beyond 500, and finite", () => {
  for (const logs of [
    [0, Math.LN2],
    [0, Math.LN2, Math.log(3)],
  ]) {
    const { exponent, total } = exponentWithMean({ logs }, 0);
    expect(exponent).toBeGreaterThan(500);
    expect(exponent).toBeLessThanOrEqual(1024);
    expect(total).toBe(1);
  }
});

test.each([0.01, 0.5, 3, 40])("the root at %d is found in some ten evaluations", (s) => {
  let evaluations = 0;
  const logs = new Proxy(ranks, {
    get(target, key) {
      if (key === "length") evaluations++;
      return Reflect.get(target, key);
    },
  });
  const { mean } = momentsOf(
    s,
    ranks.map(() => 1),
  );
  exponentWithMean({ logs }, mean);
  expect(evaluations).toBeLessThan(20);
});
