import { expect, test } from "vitest";
import {
  type ComparedTruth,
  convergenceOf,
  graded,
  sweptRow,
} from "../../../../src/features/experiments/grades.ts";
import type { ReportedMeasurement } from "../../../../src/results/report.ts";
import { measured } from "../../report/hand-made.ts";

const silent: ReportedMeasurement = (() => {
  const { estimator, quantity, unit, parameters, n } = measured(0);
  return { estimator, quantity, unit, parameters, n, status: "undefined", reason: "too short" };
})();
function row(n: number, seed: number, measurements: readonly ReportedMeasurement[], truth?: ComparedTruth) {
  const { row } = graded({ source: "s", alphabet: 2, n, truth, measurements });
  return { ...row, swept: sweptRow({}, truth, seed, measurements) };
}
type Known = ComparedTruth | undefined;
const point =
  (n: number, ...values: readonly number[]) =>
  (truth?: Known) =>
    row(
      n,
      7,
      values.map((value) => measured(value)),
      truth,
    );

test("mean, spread and Student's t over the runs", () => {
  // Two degrees of freedom: t = (2 p - 1) / sqrt(2 p (1 - p)); the deviation of 1, 2, 3 is 1.
  const half = 0.95 / Math.sqrt(2 * 0.975 * 0.025) / Math.sqrt(3);
  const { defined, reason, swept } = point(100, 1, 2, 3)();
  const { mean, deviation, runs } = swept;
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
  const some = row(100, 1, [measured(4), silent]);
  expect(some).toMatchObject({
    defined: 1,
    swept: { mean: { value: 4, interval: null }, deviation: null },
    reason: "too short",
  });
  expect(some.swept.runs[1]).toEqual({ seed: 2, value: null, interval: null });
  expect(row(100, 1, [silent])).toMatchObject({ defined: 0, swept: { mean: null, deviation: null } });
});

const truth: Known = { against: "entropyRate", value: 2, lower: 2, upper: 2, covered: true };
const bounds: Known = { against: "entropyRate", lower: 1.5, upper: 2, covered: true };

test.each<[string, ((truth: Known) => ReturnType<typeof row>)[], Known, string, RegExp]>([
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
    undefined,
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
    undefined,
    "not-converged",
    /still moves/,
  ],
  ["one size", [point(10, 1.9, 2, 2.1)], truth, "settled", /includes the truth/],
  ["one size without truth", [point(10, 1.9, 2, 2.1)], undefined, "not-told", /cannot show convergence/],
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
  [
    "nothing",
    [(known) => row(10, 1, [silent], known)],
    truth,
    "not-told",
    /undefined at the largest size: too short/,
  ],
  ["without chance", [point(10, 2, 2), point(100, 2.00005, 2.00005)], truth, "settled", /includes the truth/],
])("%s", (_, points, known, verdict, because) => {
  const found = convergenceOf(points.map((at) => at(known)));
  expect(found.verdict).toBe(verdict);
  expect(found.because).toMatch(because);
});
