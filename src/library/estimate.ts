import { UsageError } from "../core/errors.ts";
import type { Bound, Interval, Series, Table } from "../core/measurement.ts";
import { type QuantityId, quantities, type Unit } from "../core/quantities.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import type { ReportedMeasurement, Sample } from "../results/report.ts";
import type { EstimatorChoice } from "../run/task.ts";
import { UndefinedMeasurementError } from "./errors.ts";
import { type Input, type NamedInput, namedInput } from "./input.ts";
import { measureKeys, optionsOf, type ReadOptions, type RunOptions, type SampleOptions } from "./options.ts";
import { choiceOf, taskOf } from "./tasks.ts";
import { work } from "./work.ts";

/** What was estimated, and how. */
export interface EstimateBase {
  /** id of the estimator */
  readonly estimator: string;
  readonly quantity: QuantityId;
  /** of the quantity, such as "entropy rate" */
  readonly title: string;
  /** of the quantity, such as "h" */
  readonly symbol: string;
  readonly unit: Unit;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** symbols measured */
  readonly n: number;
}

/** One number. */
export interface Estimate extends EstimateBase {
  readonly value: number;
  /** null where no test has shown an interval to cover the value */
  readonly interval: Interval | null;
  /** "upper", "lower": value and interval describe such a bound of the quantity; null: the quantity itself */
  readonly bound: Bound | null;
  /** what limits the number, such as that only a sample was measured */
  readonly warnings: readonly string[];
}

/** Values along an index, such as H(k) against k. */
export interface SeriesEstimate extends EstimateBase, Series {
  readonly warnings: readonly string[];
}

/** A small table, such as the most frequent n-grams. */
export interface TableEstimate extends EstimateBase, Table {
  readonly warnings: readonly string[];
}

/** The result of any estimator. */
export type EstimateResult =
  | (Estimate & { readonly status: "ok"; readonly shape: "scalar" })
  | (SeriesEstimate & { readonly status: "ok"; readonly shape: "series" })
  | (TableEstimate & { readonly status: "ok"; readonly shape: "table" })
  | (EstimateBase & { readonly status: "undefined"; readonly reason: string });

/** How an estimate is made. */
export interface EstimateOptions extends ReadOptions, SampleOptions, RunOptions {}

/**
 * Estimates one number with one estimator.
 *
 * `estimate.series` and `estimate.table` call estimators that return a series or a table. `estimate.try` calls any estimator,
 * and returns the reason where the others throw UndefinedMeasurementError.
 *
 * @param input a text, bytes, symbols, `{ path }`, `{ recipe }` or `{ corpus }`
 * @param estimator its id, with or without parameters: "chao-shen", "renyi(order=3)"
 * @returns the number with its unit, and an interval where its coverage is tested
 * @throws UndefinedMeasurementError where there is no number; UsageError for an unknown estimator (it names the nearest), for
 *   wrong options, and for an estimator that returns a series or table; InputError when the input cannot be read; the reason of
 *   an aborted signal
 * Cost: that of the estimator, see `(await estimators.get(id)).cost`, on a thread of its own.
 */
export const estimate: {
  (input: Input, estimator: string, options?: EstimateOptions): Promise<Estimate>;
  series(input: Input, estimator: string, options?: EstimateOptions): Promise<SeriesEstimate>;
  table(input: Input, estimator: string, options?: EstimateOptions): Promise<TableEstimate>;
  try(input: Input, estimator: string, options?: EstimateOptions): Promise<EstimateResult>;
} = Object.assign(
  (input: Input, estimator: string, options?: EstimateOptions) => shaped("scalar", input, estimator, options),
  {
    series: (input: Input, estimator: string, options?: EstimateOptions) =>
      shaped("series", input, estimator, options),
    table: (input: Input, estimator: string, options?: EstimateOptions) =>
      shaped("table", input, estimator, options),
    try: tryEstimate,
  },
);

type Shape = "scalar" | "series" | "table";
const formOf = { scalar: "estimate", series: "estimate.series", table: "estimate.table" } as const;

async function shaped<Wanted extends Shape>(
  wanted: Wanted,
  input: Input,
  estimator: string,
  options: EstimateOptions = {},
): Promise<Omit<Extract<EstimateResult, { shape: Wanted }>, "status" | "shape">> {
  const result = await tryEstimate(input, estimator, options);
  if (result.status === "undefined") throw new UndefinedMeasurementError(result.estimator, result.reason);
  if (result.shape !== wanted)
    throw new UsageError(`${result.estimator} gives a ${result.shape}: use ${formOf[result.shape]}`);
  const { status: _, shape: __, ...rest } = result as Extract<EstimateResult, { shape: Wanted }>;
  return rest;
}

async function tryEstimate(
  input: Input,
  estimator: string,
  given: EstimateOptions = {},
): Promise<EstimateResult> {
  const options = optionsOf(given, measureKeys);
  const named = namedInput(input, options);
  const choice = await choiceOf(estimator);
  const task = taskOf(named, options, { estimators: [choice], spectrum: false });
  const threads = options.threads ?? ((await isQuick(named, choice)) ? 0 : undefined);
  const row = await work<Sample>(
    { name: "measure", task, plan: null },
    threads === undefined ? options : { ...options, threads },
  );
  return estimateOf(row.measurements[0]!, sampledOf(named, row));
}

/** A warning where less than the whole input was measured, which nothing else in an estimate shows. */
function sampledOf({ input }: NamedInput, { n, size, blocks }: Sample): string[] {
  const [read, all, unit] =
    input.kind === "symbols"
      ? [n, input.sequence.symbols.length, "symbols"]
      : [blocks.reduce((sum, { length }) => sum + length, 0), size ?? 0, "bytes"];
  return read < all ? [`a sample: ${read} of ${all} ${unit} were measured; sample: "all" measures all`] : [];
}

/** Bytes up to which an estimator without learning is faster than the start of a thread. */
const quicklyMeasured = 4096;

async function isQuick({ input }: NamedInput, { id }: EstimatorChoice): Promise<boolean> {
  const { memory } = await estimatorRegistry.get(id);
  return memory === "arrays" && input.kind === "bytes" && input.bytes.length <= quicklyMeasured;
}

function estimateOf(measurement: ReportedMeasurement, sampled: readonly string[]): EstimateResult {
  const { estimator, quantity, unit, parameters, n } = measurement;
  const { title, symbol } = quantities[quantity];
  const base: EstimateBase = { estimator, quantity, title, symbol, unit, parameters, n };
  if (measurement.status === "undefined") return { ...base, status: "undefined", reason: measurement.reason };
  const warnings = [...sampled, ...measurement.warnings.map(({ message }) => message)];
  switch (measurement.shape) {
    case "scalar": {
      const { value, interval, bound = null } = measurement;
      return { ...base, status: "ok", shape: "scalar", value, interval, bound, warnings };
    }
    case "series":
      return { ...base, status: "ok", shape: "series", ...measurement.value, warnings };
    case "table":
      return { ...base, status: "ok", shape: "table", ...measurement.value, warnings };
  }
}
