import { confidenceLevel } from "../core/constants.ts";
import type { Interval } from "../core/measurement.ts";
import { type QuantityId, quantities } from "../core/quantities.ts";
import type { GroundTruth } from "../core/truth.ts";
import { studentQuantile } from "../math/intervals.ts";
import type { ReportedMeasurement } from "../results/report.ts";
import { moments } from "./calibration.ts";
import { comparedQuantity, comparedTruth } from "./calibration-truth.ts";
import type { SweepCurve, SweepPoint } from "./sweep-schema.ts";

/** Runs of a recipe without chance are all alike: differences below this are none. */
const negligible = 1e-4;

/**
 * What is certain of a source, next to the measurements of a quantity.
 *
 * @returns null when nothing is
 */
export function sweepTruth(truth: GroundTruth, quantity: QuantityId): SweepCurve["truth"] {
  const exact = comparedTruth(truth, quantity);
  if (exact !== undefined) {
    const { against, value } = exact;
    return { against, value, lower: value, upper: value };
  }
  const against = comparedQuantity(quantity);
  const known = truth[against];
  if (known?.status !== "bounds" || quantities[against].unit !== quantities[quantity].unit) return null;
  return { against, value: null, lower: known.lower, upper: known.upper };
}

/**
 * Mean and spread of one estimator over seeded sequences of one recipe and size.
 *
 * @param measurements one a run, of seeds `seed`, `seed` + 1, ...
 */
export function sweepPoint(
  n: number,
  seed: number,
  measurements: readonly ReportedMeasurement[],
): SweepPoint {
  const runs = measurements.map((one, i) => ({
    seed: seed + i,
    ...(one.status === "ok" && one.shape === "scalar"
      ? { value: one.value, interval: one.interval }
      : { value: null, interval: null }),
  }));
  const values = runs.flatMap(({ value }) => (value === null ? [] : [value]));
  const silent = measurements.find(({ status }) => status === "undefined");
  const spread = values.length < 2 ? null : moments(values);
  return {
    n,
    defined: values.length,
    mean:
      values.length === 0
        ? null
        : { value: spread?.mean ?? values[0]!, interval: meanInterval(spread, values.length) },
    deviation: spread?.deviation ?? null,
    reason: silent?.status === "undefined" ? silent.reason : null,
    runs,
  };
}

function meanInterval(spread: ReturnType<typeof moments> | null, runs: number): Interval | null {
  if (spread === null) return null;
  const half = (studentQuantile(confidenceLevel, runs - 1) * spread.deviation) / Math.sqrt(runs);
  return { lower: spread.mean - half, upper: spread.mean + half, level: confidenceLevel, method: "seeds" };
}

/**
 * Whether an estimate has come to rest at the largest size: not while the truth is outside its interval, nor while it
 * still moves by more than the error of the difference.
 *
 * @param points sizes ascending
 */
export function convergenceOf(
  points: readonly SweepPoint[],
  truth: SweepCurve["truth"],
): SweepCurve["convergence"] {
  const last = points.at(-1)!;
  const before = points.at(-2);
  if (last.mean === null)
    return { verdict: "not-told", because: `undefined at the largest size: ${last.reason ?? ""}` };
  const { value, interval } = last.mean;
  if (interval === null) return { verdict: "not-told", because: "one run has no error" };
  const half = (interval.upper - interval.lower) / 2;
  const beyond = truth === null ? 0 : value - Math.min(truth.upper, Math.max(truth.lower, value));
  if (Math.abs(beyond) > half + negligible) {
    return {
      verdict: "not-converged",
      because: `the truth is outside, ${signed(beyond)} from it`,
    };
  }
  if (before === undefined) {
    return truth === null
      ? { verdict: "not-told", because: "one size shows no movement" }
      : { verdict: "settled", because: "the truth is inside" };
  }
  if (before.mean === null || before.mean.interval === null) {
    return { verdict: "not-told", because: `no error at ${before.n} symbols to compare with` };
  }
  const move = value - before.mean.value;
  const error = Math.hypot(half, (before.mean.interval.upper - before.mean.interval.lower) / 2);
  if (Math.abs(move) > error + negligible) {
    return {
      verdict: "not-converged",
      because: `still moves, ${signed(move)} from ${before.n} to ${last.n} symbols`,
    };
  }
  const inside = truth === null ? "" : " and the truth is inside";
  return { verdict: "settled", because: `moves within its error${inside}` };
}

const signed = (value: number) => `${value < 0 ? "-" : "+"}${Number(Math.abs(value).toPrecision(3))}`;
