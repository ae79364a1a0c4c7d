import { expect, test } from "vitest";
import { fitDecay } from "../../../src/laws/decay-law.ts";

const distances = [1, 2, 3, 5, 8, 13];

test("a power law: its exponent and what it is at distance 1", () => {
  const [best, other] = fitDecay(
    distances,
    distances.map((d) => 0.3 * d ** -1.5),
  );
  expect(best).toMatchObject({
    law: "power",
    factor: expect.closeTo(0.3, 12),
    rate: expect.closeTo(1.5, 12),
  });
  // Least squares of log values on distance - 1, by hand: sums of x, y, x^2 and x y.
  const [x, y] = [distances.map((d) => d - 1), distances.map((d) => Math.log(0.3) - 1.5 * Math.log(d))];
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const determinant = 6 * sum(x.map((v) => v * v)) - sum(x) ** 2;
  const slope = (6 * sum(x.map((v, i) => v * y[i]!)) - sum(x) * sum(y)) / determinant;
  const intercept = (sum(y) - slope * sum(x)) / 6;
  const squares = sum(x.map((v, i) => (y[i]! - intercept - slope * v) ** 2));
  expect(other).toMatchObject({
    law: "exponential",
    factor: expect.closeTo(Math.exp(intercept), 12),
    rate: expect.closeTo(-slope, 12),
    // Two coefficients and the variance.
    aic: expect.closeTo(6 * Math.log(squares / 6) + 6, 10),
  });
});

test("an exponential: its rate and what it is at distance 1", () => {
  const [best, other] = fitDecay(
    distances,
    distances.map((d) => 0.3 * Math.exp(-0.25 * (d - 1))),
  );
  expect(best).toMatchObject({
    law: "exponential",
    factor: expect.closeTo(0.3, 12),
    rate: expect.closeTo(0.25, 12),
    // Perfect but for rounding: the least variance that counts.
    aic: expect.closeTo(6 * Math.log(1e-24) + 6, 9),
  });
  expect(other.law).toBe("power");
  expect(other.aic).toBeGreaterThan(best.aic);
});

test("constants decay by neither", () => {
  const [best, other] = fitDecay([1, 2, 3, 4], [1, 1, 1, 1]);
  expect([best.law, best.factor, other.law, other.factor]).toEqual(["power", 1, "exponential", 1]);
});
