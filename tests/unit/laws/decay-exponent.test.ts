import { expect, test } from "vitest";
import { type DecayPoint, fitExponentialDecay, fitPowerDecay } from "../../../src/laws/decay-exponent.ts";

const distances = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48];
const power = (exponent: number) => (d: number) => Math.exp(-exponent * Math.log(d));

function pointsOf(values: (d: number) => number, error: number): DecayPoint[] {
  return distances.map((d) => ({ value: values(d), error, shape: (law) => law(d) }));
}

test("a power law gives its exponent, an exponential its length; either is told from the other", () => {
  const one = fitPowerDecay(pointsOf((d) => 3 * power(0.644)(d), 1e-4));
  expect(one.exponent).toBeCloseTo(0.644, 6);
  expect(one.factor).toBeCloseTo(3, 6);
  const other = pointsOf((d) => 2 * Math.exp(-(d - 1) / 7), 1e-4);
  expect(1 / fitExponentialDecay(other).exponent).toBeCloseTo(7, 5);
  expect(fitPowerDecay(other).chiSquare).toBeGreaterThan(100);
  expect(fitExponentialDecay(pointsOf(power(1), 1e-4)).chiSquare).toBeGreaterThan(100);
});

/** Exact H_n - h of two sources, whose exponents are known. */
const exact = [
  {
    // A renewal process with P(N = k) ~ k^-2.5: H_n - h falls like n^-1.5. Ages beyond n are not told apart.
    name: "renewals",
    exponent: 1.5,
    excess: (() => {
      const longest = 200_000;
      const law = Float64Array.from({ length: longest + 1 }, (_, k) => (k === 0 ? 0 : power(2.5)(k)));
      const total = law.reduce((sum, value) => sum + value, 0);
      const left = new Float64Array(longest + 1);
      for (let k = longest; k > 0; k--) left[k - 1] = left[k]! + law[k]! / total;
      const mean = left.reduce((sum, value) => sum + value, 0);
      const entropy = (p: number) =>
        p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
      return (n: number) => {
        let [ages, ones, known] = [0, 0, 0];
        for (let k = longest - 1; k >= n; k--) {
          const hazard = law[k + 1]! / total / left[k]!;
          ages += left[k]! / mean;
          ones += (left[k]! / mean) * hazard;
          known += (left[k]! / mean) * entropy(hazard);
        }
        return ages * entropy(ones / ages) - known;
      };
    })(),
  },
  {
    // Statements about facts k with p_k ~ k^-2: a bit is paid for facts that the last n did not tell; n^-1/2.
    name: "Santa Fe",
    exponent: 0.5,
    excess: (() => {
      const facts = Float64Array.from({ length: 300_000 }, (_, k) => power(2)(k + 1));
      const total = facts.reduce((sum, value) => sum + value, 0);
      return (n: number) =>
        facts.reduce((sum, p) => sum + (p / total) * Math.exp(n * Math.log1p(-p / total)), 0);
    })(),
  },
];

test.each(exact)("what context is worth, from exact differences: $name", ({ exponent, excess }) => {
  const further = 512;
  const points = [8, 12, 16, 24, 32, 48, 64].map((n) => ({
    ...{ value: excess(n) - excess(n + further), error: 1e-6 },
    shape: (law: (d: number) => number) => law(n) - law(n + further),
  }));
  expect(Math.abs(fitPowerDecay(points).exponent - exponent)).toBeLessThan(0.07);
});
