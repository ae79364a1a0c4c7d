import { expect, test } from "vitest";
import { convergenceOf, sweepPoint, sweepTruth } from "../../../../src/features/experiments/run-sweep.ts";
import type { SweepCurve } from "../../../../src/features/experiments/sweep-schema.ts";
import type { ReportedMeasurement } from "../../../../src/results/report.ts";
import { measured } from "../../report/hand-made.ts";

const silent: ReportedMeasurement = (() => {
  const { estimator, quantity, unit, parameters, n } = measured(0);
  return { estimator, quantity, unit, parameters, n, status: "undefined", reason: "too short" };
})();
const point = (n: number, ...values: readonly number[]) =>
  sweepPoint(
    n,
    7,
    values.map((value) => measured(value)),
  );

test("mean, spread and Student's t over the runs", () => {
  // Two degrees of freedom: t = (2 p - 1) / sqrt(2 p (1 - p)); the deviation of 1, 2, 3 is 1.
  const half = 0.95 / Math.sqrt(2 * 0.975 * 0.025) / Math.sqrt(3);
  const { mean, deviation, defined, runs, reason } = point(100, 1, 2, 3);
  expect([mean?.value, deviation, defined, reason]).toEqual([2, 1, 3, null]);
  expect(mean?.interval?.lower).toBeCloseTo(2 - half, 9);
  expect(mean?.interval?.upper).toBeCloseTo(2 + half, 9);
  expect(runs.map(({ seed, value }) => [seed, value])).toEqual([
    [7, 1],
    [8, 2],
    [9, 3],
  ]);
});

test("runs without a number are counted and explained", () => {
  const some = sweepPoint(100, 1, [measured(4), silent]);
  expect(some).toMatchObject({
    defined: 1,
    mean: { value: 4, interval: null },
    deviation: null,
    reason: "too short",
  });
  expect(some.runs[1]).toEqual({ seed: 2, value: null, interval: null });
  expect(sweepPoint(100, 1, [silent])).toMatchObject({ defined: 0, mean: null, deviation: null });
});

const truth = { against: "entropyRate", value: 2, lower: 2, upper: 2 };
const bounds = { against: "entropyRate", value: null, lower: 1.5, upper: 2 };

test.each<[string, ReturnType<typeof point>[], SweepCurve["truth"], string, RegExp]>([
  [
    "settled",
    [point(10, 1.9, 2, 2.1), point(100, 1.99, 2, 2.01)],
    truth,
    "settled",
    /within its error, and the interval includes the truth/,
  ],
  [
    "settled without truth",
    [point(10, 1.9, 2, 2.1), point(100, 1.99, 2, 2.01)],
    null,
    "settled",
    /^moves within its error$/,
  ],
  [
    "truth outside",
    [point(10, 2.49, 2.5, 2.51), point(100, 2.49, 2.5, 2.51)],
    truth,
    "not-converged",
    /excludes the truth, error \+0\.5/,
  ],
  [
    "moving",
    [point(10, 2.99, 3, 3.01), point(100, 1.99, 2, 2.01)],
    truth,
    "not-converged",
    /still moves, -1 from 10 to 100/,
  ],
  [
    "moving without truth",
    [point(10, 2.99, 3, 3.01), point(100, 1.99, 2, 2.01)],
    null,
    "not-converged",
    /still moves/,
  ],
  ["one size", [point(10, 1.9, 2, 2.1)], truth, "settled", /includes the truth/],
  ["one size without truth", [point(10, 1.9, 2, 2.1)], null, "not-told", /cannot show convergence/],
  [
    "within bounds",
    [point(10, 1.59, 1.6, 1.61), point(100, 1.59, 1.6, 1.61)],
    bounds,
    "settled",
    /includes the truth/,
  ],
  [
    "above bounds",
    [point(100, 2.29, 2.3, 2.31)],
    bounds,
    "not-converged",
    /excludes the truth, error \+0\.3/,
  ],
  ["below bounds", [point(100, 1.29, 1.3, 1.31)], bounds, "not-converged", /excludes the truth, error -0\.2/],
  ["one run", [point(10, 2)], truth, "not-told", /one run/],
  ["nothing", [sweepPoint(10, 1, [silent])], truth, "not-told", /undefined at the largest size: too short/],
  ["without chance", [point(10, 2, 2), point(100, 2.00005, 2.00005)], truth, "settled", /includes the truth/],
])("%s", (_, points, known, verdict, because) => {
  const found = convergenceOf(points, known);
  expect(found.verdict).toBe(verdict);
  expect(found.because).toMatch(because);
});

test("what a quantity is compared with: a number, bounds, or the rate where codes lie above it", () => {
  const known = {
    entropyRate: { status: "bounds", lower: 0.5, upper: 0.7, route: "" },
    symbolEntropy: { status: "exact", value: 0.9, digits: 12, route: "" },
    excessEntropy: { status: "infinite", route: "" },
  } as const;
  const rate = { against: "entropyRate", value: null, lower: 0.5, upper: 0.7 };
  expect(sweepTruth(known, "entropyRate")).toEqual(rate);
  expect(sweepTruth(known, "codeLengthRate")).toEqual(rate);
  expect(sweepTruth(known, "symbolEntropy")).toEqual({
    against: "symbolEntropy",
    value: 0.9,
    lower: 0.9,
    upper: 0.9,
  });
  expect(sweepTruth(known, "excessEntropy")).toBeNull();
  expect(sweepTruth({}, "entropyRate")).toBeNull();
});
