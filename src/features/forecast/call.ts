import { UsageError } from "../../core/errors.ts";
import { askFeature, callOf, definedOf } from "../../library/call.ts";
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
import type { LearnerForecast } from "./schema.ts";
import {
  type Forecast as ForecastDocument,
  type ForecastExponents,
  type ForecastGrade,
  type ForecastOutcome,
  forecastSchema,
} from "./schema.ts";

const feature = {
  name: "forecast",
  task: async () => (await import("./task.ts")).forecastTask,
};

/** What is forecast, and from what. */
export interface ForecastOptions extends ReadOptions, RunOptions {
  /** multiples of the sample, above 1 and up to 100; 2, 5 and 10 by default */
  readonly to?: readonly number[] | undefined;
  /** symbols of the sample at most; by default as many as are worth the time, or a tenth where the rest grades it */
  readonly sample?: SampleOptions["sample"];
  readonly seed?: number | undefined;
  /** whether the beginning of the input is the sample, instead of blocks drawn from all of it */
  readonly inOrder?: boolean | undefined;
  /** whether the rest of the input is read at once to grade the forecast */
  readonly selfGrade?: boolean | undefined;
  /** whether parts of a text or of a task's record are forecast one by one, as --tasks does */
  readonly byPart?: boolean | undefined;
  /** whether exponents of the sample are estimated too */
  readonly exponents?: boolean | undefined;
}

/** What more of an input will cost an observer, with intervals. */
export interface Forecast extends Omit<ForecastOutcome, "status"> {
  readonly name: string;
  /** n0, symbols of the sample */
  readonly n: number;
  readonly exponents: ForecastExponents | null;
  /** what came of it; null: the rest was not read */
  readonly grade: ForecastGrade | null;
  /** what `mesoscope forecast -f json` prints: to be kept, and graded when there is more of the input */
  readonly document: ForecastDocument;
}

/** A forecast, or why there is none. */
export type ForecastResult =
  | (Forecast & { readonly status: "ok" })
  | { readonly status: "undefined"; readonly reason: string; readonly document: ForecastDocument };

/**
 * Forecasts what 2, 5 and 10 times as much of an input will cost, from a sample of it.
 *
 * `forecast.grade` grades a forecast on an input that has grown since; `forecast.try` returns the reason where `forecast`
 * throws UndefinedMeasurementError.
 *
 * @param input a text, bytes, symbols, `{ path }`, `{ recipe }` or `{ corpus }`
 * @returns expectations with 80 % and 95 % intervals, in bits; the same numbers as the command's
 * @throws UndefinedMeasurementError where nothing can be forecast; InputError when the input cannot be read, or is not that
 *   of the forecast; UsageError, RecipeError; the reason of an aborted signal
 * Cost: eight times that of coding the sample, and once that of coding all where it is graded, on a thread of its own.
 */
export const forecast: {
  (input: Input, options?: ForecastOptions): Promise<Forecast>;
  grade(input: Input, document: ForecastDocument, options?: GradeOptions): Promise<Forecast>;
  try(input: Input, options?: ForecastOptions): Promise<ForecastResult>;
} = Object.assign(
  callOf(feature, {
    keys: {
      ...measureKeys,
      to: true,
      inOrder: "flag",
      selfGrade: "flag",
      byPart: "flag",
      exponents: "flag",
    },
    async plan({ to = [2, 5, 10], inOrder, selfGrade, byPart, exponents, sample }: ForecastOptions) {
      const choice = {
        factors: [...to],
        inOrder: inOrder === true,
        selfGrade: selfGrade === true,
        byPart: byPart === true,
        exponents: exponents === true,
        sample: sample === undefined ? undefined : sampleOf(sample),
      };
      return (await import("./task.ts")).planForecast(choice, "to");
    },
    reads: { sample: "all" },
    result: resultOf,
  }),
  { grade },
);

/** How the input of a forecast is read again; all else is in the forecast. */
export interface GradeOptions extends Omit<ReadOptions, "encoding">, RunOptions {}

async function grade(input: Input, forecast: ForecastDocument, given: GradeOptions = {}): Promise<Forecast> {
  const options = optionsOf(given, gradeKeys);
  if (!forecastSchema.safeParse(forecast).success)
    throw new UsageError("what is to be graded is no forecast that mesoscope made");
  const { encoding, seed } = forecast.options;
  const read = { ...options, encoding, seed, sample: "all" as const };
  const task = taskFor(input, read, { estimators: [], spectrum: true });
  const document = await askFeature(feature, { task, plan: { kind: "grade", forecast } }, options);
  return definedOf(forecast.name, resultOf(document));
}

function resultOf(made: ForecastDocument | LearnerForecast): ForecastResult {
  // No call names a learner.
  const document = made as ForecastDocument;
  const { name, outcome, sample, exponents = null, grade: graded } = document;
  if (outcome.status === "undefined") return { status: "undefined", reason: outcome.reason, document };
  return { ...outcome, name, n: sample.n, exponents, grade: graded, document };
}
