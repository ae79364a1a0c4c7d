import { confidenceLevel } from "../../core/constants.ts";
import { around, type Bound, type Interval } from "../../core/measurement.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import { boundsOf, type GroundTruth } from "../../core/truth.ts";
import { normalQuantile, studentQuantile, wilsonInterval } from "../../math/intervals.ts";
import { meanOf } from "../../math/sums.ts";
import type { ReportedMeasurement } from "../../results/report.ts";
import type { Row, Swept } from "./schema.ts";

/** Results of one estimator on seeded sequences of one source. */
interface EstimatorRuns {
  readonly source: string;
  readonly alphabet: number;
  readonly n: number;
  readonly truth: ComparedTruth | undefined;
  /** of one estimator with one choice of parameters, one per run, at least one */
  readonly measurements: readonly ReportedMeasurement[];
}

/** A row, and the squared error of every run for paired comparisons; null: no number. */
export interface GradedRow {
  readonly row: Row;
  readonly squaredErrors: readonly (number | null)[];
}

/** Bias, spread, root mean square error and interval coverage of an estimator against an exact truth. */
export function graded({ source, alphabet, n, truth, measurements }: EstimatorRuns): GradedRow {
  const { quantity, unit, estimator, parameters } = measurements[0]!;
  const known = truth?.value;
  const values = measurements.map(numberOf);
  const errors = values.map((value) => (value === null || known === undefined ? null : value - known));
  const defined = values.filter((value) => value !== null).length;
  const silent = measurements.find(({ status }) => status === "undefined");
  const bound = boundOfRuns(measurements);
  return {
    row: {
      source,
      alphabet,
      n,
      quantity,
      unit,
      against: truth?.against ?? null,
      truth: known ?? null,
      estimator,
      parameters,
      bound,
      defined,
      undefined: values.length - defined,
      reason: silent?.status === "undefined" ? silent.reason : null,
      errors: known === undefined || defined < 2 ? null : errorsOf(errors.filter((error) => error !== null)),
      coverage: known !== undefined && truth?.covered ? coverageOf(measurements, known, bound) : null,
    },
    squaredErrors: errors.map((error) => (error === null ? null : error * error)),
  };
}

const numberOf = (one: ReportedMeasurement) =>
  one.status === "ok" && one.shape === "scalar" ? one.value : null;

function errorsOf(errors: readonly number[]): NonNullable<Row["errors"]> {
  const { mean, half, deviation } = moments(errors);
  const squares = moments(errors.map((error) => error * error));
  const rmse = Math.sqrt(squares.mean);
  // d sqrt(x) = dx / (2 sqrt(x)).
  const rmseHalf = rmse === 0 ? 0 : squares.half / (2 * rmse);
  const interval = { ...around(rmse, rmseHalf, "seeds"), lower: Math.max(0, rmse - rmseHalf) };
  return {
    bias: { value: mean, interval: around(mean, half, "seeds") },
    deviation,
    rmse: { value: rmse, interval },
  };
}

const boundOfRuns = (measurements: readonly ReportedMeasurement[]): Bound | null =>
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
): Row["coverage"] {
  const intervals = measurements.flatMap((one) =>
    one.status === "ok" && one.shape === "scalar" && one.interval !== null ? [one.interval] : [],
  );
  if (intervals.length === 0) return null;
  const hits = intervals.filter(
    ({ lower, upper }) =>
      (bound === "upper" || truth >= lower - roundingNoise) &&
      (bound === "lower" || truth <= upper + roundingNoise),
  ).length;
  const count = intervals.length;
  const [lower, upper] = wilsonInterval(hits, count, normalQuantile);
  const interval = { lower, upper, level: confidenceLevel, method: "seeds" } as const;
  return { intervals: count, level: intervals[0]!.level, share: { value: hits / count, interval } };
}

/** Mean of a sample of two or more, half of its interval by Student's t, and standard deviation. */
export function moments(values: readonly number[]) {
  const runs = values.length;
  const mean = meanOf(values);
  const squares = values.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  const deviation = Math.sqrt(squares / (runs - 1));
  return {
    mean,
    half: (studentQuantile(confidenceLevel, runs - 1) * deviation) / Math.sqrt(runs),
    deviation,
  };
}

/** The reference of measurements of a quantity. */
export interface ComparedTruth {
  readonly against: QuantityId;
  /** absent: only the bounds are known */
  readonly value?: number;
  readonly lower: number;
  readonly upper: number;
  /** false: the estimator's interval covers another number, such as the expected rate of a model */
  readonly covered: boolean;
}

/** A number that is known, which intervals are to cover. */
export const exactly = (against: QuantityId, value: number): ComparedTruth => ({
  ...{ against, value, lower: value, upper: value, covered: true },
});

/** Quantities of estimators, and those whose truth they are compared with: the difference is of interest. */
const comparedWith: Partial<Record<QuantityId, QuantityId>> = {
  codeLengthRate: "entropyRate",
  heldOutRate: "entropyRate",
  structure: "learnableBits",
  structureBeyondShuffle: "learnableBits",
};

/** The quantity whose truth is the reference for measurements of another. */
export const comparedQuantity = (quantity: QuantityId): QuantityId => comparedWith[quantity] ?? quantity;

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

/** The quantity whose measures are shown and judged together: all of structure are, but codes are not rates. */
export const topicOf = ({ quantity, against }: Pick<Row, "quantity" | "against">): string =>
  against === "learnableBits" ? against : quantity;

/** Quantities with truths in the default set of a calibration. */
export const calibratedQuantities: readonly QuantityId[] = [
  ...(["symbolEntropy", "entropyRate", "codeLengthRate", "heldOutRate"] as const),
  ...(["excessEntropy", "statisticalComplexity"] as const),
];

/** Bounds this close count as a number. */
const negligibleGap = 1e-6;

/**
 * The exact truth of a source, or its bounds, that measurements of a quantity can be compared with.
 *
 * @param alphabet number of symbols of the source: randomness is the share of the rate of as many fair ones
 * @returns undefined when there is none
 */
export function comparedTruth(
  truth: GroundTruth,
  quantity: QuantityId,
  alphabet: number,
): ComparedTruth | undefined {
  const against = comparedQuantity(quantity);
  const isShare = quantity === "randomness";
  const known = truth[isShare ? "entropyRate" : against];
  const bounds = known && boundsOf(known);
  const scale = isShare ? Math.log2(alphabet) : 1;
  const isAlike = quantities[against].unit === quantities[quantity].unit;
  if (bounds === undefined || scale === 0 || !isAlike) return undefined;
  const [lower, upper] = [bounds.lower / scale, bounds.upper / scale];
  const about = { against, lower, upper, covered: against === quantity && !isShare };
  if (upper - lower > negligibleGap) return about;
  const value = lower === upper ? lower : (lower + upper) / 2;
  return { ...about, value, lower: value, upper: value };
}

/** Runs of a deterministic recipe are equal: smaller differences count as 0. */
const negligible = 1e-4;

/**
 * Mean and spread of one estimator over seeded sequences of one recipe and size.
 *
 * @param measurements one per run, of seeds `seed`, `seed` + 1, ...
 */
export function sweptRow(
  values: Swept["values"],
  truth: ComparedTruth | undefined,
  seed: number,
  measurements: readonly ReportedMeasurement[],
): Swept {
  const numbers = measurements.map(numberOf).filter((value) => value !== null);
  const spread = numbers.length < 2 ? null : moments(numbers);
  const interval = spread && around(spread.mean, spread.half, "seeds");
  return {
    values,
    bounds: truth === undefined ? null : { lower: truth.lower, upper: truth.upper },
    mean: numbers.length === 0 ? null : { value: spread?.mean ?? numbers[0]!, interval },
    deviation: spread?.deviation ?? null,
    runs: measurements.map((one, i) => ({
      seed: seed + i,
      value: numberOf(one),
      interval: numberOf(one) === null ? null : (one as { interval: Interval | null }).interval,
    })),
    convergence: null,
  };
}

/** A mean that convergence is judged by. */
type Point = Pick<Row, "n" | "reason" | "quantity"> & {
  readonly swept?: Pick<Swept, "mean" | "bounds"> | undefined;
};

/** What a longer sample has more of, so that it converges to nothing. */
const growing: ReadonlySet<string> = new Set<QuantityId>(["structure", "structureBeyondShuffle", "growth"]);

/**
 * Whether an estimate has converged at the largest size: not while the truth is outside its interval, nor while it still moves
 * by more than the error of the difference.
 *
 * @param points sizes ascending
 */
export function convergenceOf(points: readonly Point[]): NonNullable<Swept["convergence"]> {
  const [last, before] = [points.at(-1)!, points.at(-2)];
  const { mean, bounds: truth } = last.swept!;
  if (mean === null)
    return { verdict: "not-told", because: `undefined at the largest size: ${last.reason ?? ""}` };
  if (growing.has(last.quantity)) return { verdict: "not-told", because: "grows with the length" };
  const { value, interval } = mean;
  if (interval === null) return { verdict: "not-told", because: "one run gives no interval" };
  const half = halfOf(interval);
  const beyond = truth === null ? 0 : value - Math.min(truth.upper, Math.max(truth.lower, value));
  if (Math.abs(beyond) > half + negligible) {
    const because = `the interval excludes the truth, error ${signed(beyond)}`;
    return { verdict: "not-converged", because };
  }
  if (before === undefined) {
    return truth === null
      ? { verdict: "not-told", because: "one size cannot show convergence" }
      : { verdict: "settled", because: "the interval includes the truth" };
  }
  const earlier = before.swept!.mean;
  if (!earlier?.interval)
    return { verdict: "not-told", because: `no interval at ${before.n} symbols to compare with` };
  const move = value - earlier.value;
  if (Math.abs(move) > Math.hypot(half, halfOf(earlier.interval)) + negligible) {
    const because = `still moves, ${signed(move)} from ${before.n} to ${last.n} symbols`;
    return { verdict: "not-converged", because };
  }
  const inside = truth === null ? "" : ", and the interval includes the truth";
  return { verdict: "settled", because: `moves within its error${inside}` };
}

const halfOf = ({ lower, upper }: Interval) => (upper - lower) / 2;
const signed = (value: number) => `${value < 0 ? "-" : "+"}${Number(Math.abs(value).toPrecision(3))}`;
