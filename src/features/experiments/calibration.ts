import { confidenceLevel } from "../../core/constants.ts";
import { around, type Bound, type Interval } from "../../core/measurement.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { GroundTruth } from "../../core/truth.ts";
import { normalQuantile, studentQuantile, wilsonInterval } from "../../math/intervals.ts";
import { meanOf } from "../../math/sums.ts";
import type { ReportedMeasurement } from "../../results/report.ts";
import type { CalibrationRow } from "./calibration-schema.ts";

/** Results of one estimator on seeded sequences of one source. */
interface CalibratedRuns {
  readonly source: string;
  readonly alphabet: number;
  readonly n: number;
  readonly truth: ComparedTruth;
  /** of one estimator with one choice of parameters, one per run, at least one */
  readonly measurements: readonly ReportedMeasurement[];
}

/** A row, and the squared error of every run for paired comparisons; null: no number. */
export interface CalibratedRow {
  readonly row: CalibrationRow;
  readonly squaredErrors: readonly (number | null)[];
}

/** Bias, spread, root mean square error and interval coverage of an estimator against an exact truth. */
export function calibrate({ source, alphabet, n, truth, measurements }: CalibratedRuns): CalibratedRow {
  const { quantity, unit, estimator, parameters } = measurements[0]!;
  const errors = measurements.map((one) =>
    one.status === "ok" && one.shape === "scalar" ? one.value - truth.value : null,
  );
  const known = errors.filter((error) => error !== null);
  const silent = measurements.find(({ status }) => status === "undefined");
  return {
    row: {
      source,
      alphabet,
      n,
      quantity,
      unit,
      against: truth.against,
      truth: truth.value,
      estimator,
      parameters,
      bound: boundOf(measurements),
      defined: known.length,
      undefined: errors.length - known.length,
      reason: silent?.status === "undefined" ? silent.reason : null,
      errors: known.length < 2 ? null : errorsOf(known),
      coverage: truth.covered ? coverageOf(measurements, truth.value, boundOf(measurements)) : null,
    },
    squaredErrors: errors.map((error) => (error === null ? null : error * error)),
  };
}

function errorsOf(errors: readonly number[]): NonNullable<CalibrationRow["errors"]> {
  const runs = errors.length;
  const bias = moments(errors);
  const squares = moments(errors.map((error) => error * error));
  const t = studentQuantile(confidenceLevel, runs - 1);
  const rmse = Math.sqrt(squares.mean);
  // d sqrt(x) = dx / (2 sqrt(x)).
  const rmseHalf = rmse === 0 ? 0 : (t * squares.deviation) / Math.sqrt(runs) / (2 * rmse);
  return {
    bias: { value: bias.mean, interval: around(bias.mean, (t * bias.deviation) / Math.sqrt(runs), "seeds") },
    deviation: bias.deviation,
    rmse: {
      value: rmse,
      interval: { ...around(rmse, rmseHalf, "seeds"), lower: Math.max(0, rmse - rmseHalf) },
    },
  };
}

const boundOf = (measurements: readonly ReportedMeasurement[]): Bound | null =>
  measurements.reduce<Bound | null>(
    (bound, one) => (one.status === "ok" && one.shape === "scalar" ? (one.bound ?? bound) : bound),
    null,
  );

/** Rounding alone must not count as a miss where an interval has no width. */
const roundingNoise = 1e-9;

/** The interval of a bound only claims that the truth is not beyond it. */
function coverageOf(
  measurements: readonly ReportedMeasurement[],
  truth: number,
  bound: Bound | null,
): CalibrationRow["coverage"] {
  const intervals = measurements.flatMap((one) =>
    one.status === "ok" && one.shape === "scalar" && one.interval !== null ? [one.interval] : [],
  );
  if (intervals.length === 0) return null;
  const hits = intervals.filter(
    ({ lower, upper }) =>
      (bound === "upper" || truth >= lower - roundingNoise) &&
      (bound === "lower" || truth <= upper + roundingNoise),
  ).length;
  return {
    intervals: intervals.length,
    level: intervals[0]!.level,
    share: shareOf(hits, intervals.length),
  };
}

/** A share of runs, with Wilson's interval. */
export function shareOf(hits: number, runs: number) {
  const [lower, upper] = wilsonInterval(hits, runs, normalQuantile);
  const interval: Interval = { lower, upper, level: confidenceLevel, method: "seeds" };
  return { value: hits / runs, interval };
}

/** Mean and standard deviation of a sample of two or more. */
export function moments(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = meanOf(values);
  const squares = values.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/**
 * Default sources of a calibration: from noise to order, memoryless to infinite memory, two to 256 symbols, each with exact
 * entropy rate and excess entropy.
 */
export const calibrationSet: readonly string[] = [
  "uniform(alphabet=2)",
  "coin(p=0.11)",
  "uniform(alphabet=27)",
  "zipf(alphabet=256)",
  "periodic(word=00101)",
  "golden-mean(p=0.5)",
  "even(p=0.5)",
  "replace(golden-mean(p=0.5), eps=0.1)",
  "markov(order=1, matrix=[[0.7,0.1,0.1,0.1],[0.05,0.8,0.1,0.05],[0.25,0.25,0.4,0.1],[0.1,0.2,0.3,0.4]])",
  "switch(periodic(word=01), uniform(alphabet=2), stay=0.9, entry=restart)",
];

/** The reference of measurements of a quantity. */
export interface ComparedTruth {
  readonly against: QuantityId;
  readonly value: number;
  /** false: the estimator's interval covers another number, such as the expected rate of a model */
  readonly covered: boolean;
}

/** Rates of codes and models are above the entropy rate; the difference is of interest. */
const aboveTheRate: readonly QuantityId[] = ["codeLengthRate", "heldOutRate"];

/** Quantities with truths in the calibration set. */
export const calibratedQuantities: readonly QuantityId[] = [
  "symbolEntropy",
  "entropyRate",
  ...aboveTheRate,
  "excessEntropy",
  "statisticalComplexity",
];

/** The quantity whose truth is the reference for measurements of another. */
export function comparedQuantity(quantity: QuantityId): QuantityId {
  return aboveTheRate.includes(quantity) ? "entropyRate" : quantity;
}

/** Bounds this close count as a number. */
const negligibleGap = 1e-6;

/**
 * The exact truth of a source that measurements of a quantity can be compared with.
 *
 * @returns undefined when there is none
 */
export function comparedTruth(truth: GroundTruth, quantity: QuantityId): ComparedTruth | undefined {
  const against = comparedQuantity(quantity);
  const covered = against === quantity;
  const known = truth[against];
  if (known === undefined || quantities[against].unit !== quantities[quantity].unit) return undefined;
  if (known.status === "exact") return { against, value: known.value, covered };
  if (known.status !== "bounds" || known.upper - known.lower > negligibleGap) return undefined;
  return { against, value: (known.lower + known.upper) / 2, covered };
}
