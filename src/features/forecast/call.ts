import { UsageError } from "../../core/errors.ts";
import { callFeature, callOf, definedOf } from "../../library/call.ts";
import type { Input } from "../../library/input.ts";
import {
  gradeKeys,
  measureKeys,
  optionsOf,
  type ReadOptions,
  type RunOptions,
  type SampleOptions,
  sampleOf,
} from "../../library/options.ts";
import { taskFor } from "../../library/tasks.ts";
import {
  type Forecast as ForecastDocument,
  type ForecastGrade,
  type ForecastOutcome,
  forecastSchema,
  olderForecast,
} from "./schema.ts";

const feature = { name: "forecast", task: async () => (await import("./task.ts")).forecastTask };

/** What to forecast, and from what. */
export interface ForecastOptions extends ReadOptions, RunOptions {
  /** multiples of the sample, above 1 and up to 100; 2, 5 and 10 by default */
  readonly to?: readonly number[] | undefined;
  /** most symbols of the sample; by default as many as are worth the time, or a tenth where the rest grades it */
  readonly sample?: SampleOptions["sample"];
  readonly seed?: number | undefined;
  /** whether to sample the beginning of the input instead of blocks drawn from all of it */
  readonly inOrder?: boolean | undefined;
  /** whether to read the rest of the input at once, to grade the forecast */
  readonly selfGrade?: boolean | undefined;
}

/** The expected cost of more of an input for an observer, with intervals. */
export interface Forecast extends Omit<ForecastOutcome, "status"> {
  readonly name: string;
  /** n0, symbols of the sample */
  readonly n: number;
  /** the grade; null: the rest was not read */
  readonly grade: ForecastGrade | null;
  /** what `mesoscope forecast -f json` prints: keep it to grade it when there is more of the input */
  readonly document: ForecastDocument;
}

/** A forecast, or the reason why there is none. */
export type ForecastResult =
  | (Forecast & { readonly status: "ok" })
  | { readonly status: "undefined"; readonly reason: string; readonly document: ForecastDocument };

/**
 * Forecasts the cost of 2, 5 and 10 times as much of an input, from a sample of it.
 *
 * `forecast.grade` grades it on an input that has grown since; `forecast.try` returns the reason where `forecast` throws.
 *
 * @param input a text, bytes, symbols, `{ path }`, `{ recipe }` or `{ corpus }`
 * @returns expectations with 80 % and 95 % intervals, in bits; the same numbers as the command's
 * @throws UndefinedMeasurementError where nothing can be forecast; InputError when the input cannot be read, or is not that of
 *   the forecast; UsageError, RecipeError; the reason of an aborted signal
 * Cost: eight times that of coding the sample, and once that of coding all where it is graded, on a thread of its own.
 */
export const forecast: {
  (input: Input, options?: ForecastOptions): Promise<Forecast>;
  grade(input: Input, document: ForecastDocument, options?: GradeOptions): Promise<Forecast>;
  try(input: Input, options?: ForecastOptions): Promise<ForecastResult>;
} = Object.assign(
  callOf(feature, {
    keys: { ...measureKeys, to: true, inOrder: "flag", selfGrade: "flag" },
    plan: async ({ to = [2, 5, 10], inOrder, selfGrade, sample }: ForecastOptions) => ({
      kind: "sample" as const,
      factors: (await import("./task.ts")).requireFactors(to, "to"),
      inOrder: inOrder === true,
      selfGrade: selfGrade === true,
      sample: sample === undefined ? undefined : sampleOf(sample),
    }),
    reads: { sample: "all" },
    result: resultOf,
  }),
  { grade },
);

/** How to read the input of a forecast again; the forecast has all other options. */
export interface GradeOptions extends Omit<ReadOptions, "encoding">, RunOptions {}

async function grade(input: Input, forecast: ForecastDocument, given: GradeOptions = {}): Promise<Forecast> {
  const options = optionsOf(given, gradeKeys);
  const older = olderForecast(forecast);
  if (older !== undefined) throw new UsageError(older);
  if (!forecastSchema.safeParse(forecast).success)
    throw new UsageError("the forecast to grade was not made by mesoscope");
  const { encoding, seed } = forecast.options;
  const read = { ...options, encoding, seed, sample: "all" as const };
  const task = taskFor(input, read, { estimators: [], spectrum: true });
  const document = await callFeature(feature, { task, plan: { kind: "grade", forecast } }, options);
  return definedOf(forecast.name, resultOf(document));
}

function resultOf(document: ForecastDocument): ForecastResult {
  const { name, outcome, sample, grade: graded } = document;
  if (outcome.status === "undefined") return { status: "undefined", reason: outcome.reason, document };
  return { ...outcome, name, n: sample.n, grade: graded, document };
}
