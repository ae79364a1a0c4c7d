import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { farthestFactor, planForecast } from "../../batch/forecast-options.ts";
import { type ForecastPlan, forecastSteps, forecastTask, gradeTask } from "../../batch/forecast-task.ts";
import type { MeasureTask } from "../../batch/task.ts";
import { InputError, messageOf, UsageError } from "../../core/errors.ts";
import { type Forecast, forecastSchema } from "../../core/forecast-schema.ts";
import { requireSampleSize } from "../../input/size.ts";
import { describeSystemFault } from "../../input/system-fault.ts";
import { exitStatus, type Io } from "../io.ts";
import { onlyTask } from "../only-task.ts";
import type { SharedOptions } from "../options.ts";
import { createProgress } from "../progress.ts";
import { version } from "../version.ts";
import { requireWritable, writeOutput } from "../write-output.ts";
import { chooseFormat, environmentOf, viewOf } from "./scan.ts";

interface ForecastOptions extends Omit<SharedOptions, "sample"> {
  readonly recipe?: string;
  readonly to: string;
  readonly inOrder?: boolean;
  readonly selfGrade?: boolean;
  readonly tasks?: boolean;
  readonly exponents?: boolean;
  readonly grade?: string;
  /** undefined: none was given */
  readonly sample?: string;
}

/**
 * `mesoscope forecast <path>`: what more of an input will cost, and how good such a forecast was.
 *
 * @throws UsageError for wrong options; InputError when the input cannot be had or is not that of the forecast
 */
export async function runForecast(
  paths: readonly string[],
  options: ForecastOptions,
  io: Io,
): Promise<number> {
  const format = chooseFormat({ ...options, sample: "all" });
  if (format !== "table" && format !== "json") {
    throw new UsageError(`forecast prints a table or json, not ${format}`);
  }
  if (options.estimator !== undefined) {
    throw new UsageError("forecast takes no -e: leave it out, or leave out forecast");
  }
  const plan = planOf(options);
  const made = options.grade === undefined ? undefined : readForecast(options.grade, io);
  requireWritable(io, options.output);
  const task = await onlyTask("forecast", paths, { ...options, sample: "all" }, io, true);
  const progress = createProgress(io, forecastSteps, options.quiet === true);
  let forecast: Forecast;
  try {
    progress.update(0);
    forecast = await named(task, async () => {
      const maker = { version, environment: environmentOf(io) };
      return made === undefined
        ? forecastTask(task, plan, maker, progress.update)
        : gradeTask(task, made, maker);
    });
  } finally {
    progress.clear();
  }
  const text =
    format === "json"
      ? `${JSON.stringify(forecast, null, 2)}\n`
      : (await import("../../report/forecast.ts")).renderForecast(
          forecast,
          viewOf({ ...options, sample: "all" }, io),
        );
  await writeOutput(io, options.output, text);
  return exitStatus.fine;
}

/** The name stands in front, as it does when several inputs are measured. */
async function named<T>({ name, input }: MeasureTask, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof InputError && input.kind !== "recipe") {
      throw new InputError(`${name}: ${error.message}`);
    }
    throw error;
  }
}

function planOf(options: ForecastOptions): ForecastPlan {
  const { to, inOrder, selfGrade, grade, sample, tasks, exponents } = options;
  const own = [selfGrade, inOrder, tasks, exponents, sample];
  if (grade !== undefined && own.some((given) => given !== undefined)) {
    throw new UsageError(
      "--grade takes everything from the forecast: leave out --self-grade, --in-order, --tasks, --exponents and --sample",
    );
  }
  return planForecast(
    {
      factors: factorsOf(to),
      inOrder: inOrder === true,
      sample: sample === undefined ? undefined : requireSampleSize(sample, "--sample"),
      selfGrade: selfGrade === true,
      byPart: tasks === true,
      exponents: exponents === true,
    },
    "--to",
  );
}

function factorsOf(text: string): number[] {
  return text.split(",").map((part) => {
    const factor = Number(part);
    if (part.trim() !== "" && !Number.isNaN(factor)) return factor;
    throw new UsageError(
      `--to takes multiples of the sample above 1 and up to ${farthestFactor}, not "${part}"`,
    );
  });
}

/** A forecast as it was written. Its keys keep their order, which its hash depends on. */
function readForecast(path: string, io: Io): Forecast {
  let text: string;
  try {
    text = readFileSync(resolve(io.cwd, path), "utf8");
  } catch (error) {
    throw new InputError(`${path}: ${describeSystemFault(error)}`);
  }
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path}: not a forecast: ${messageOf(error)}`);
  }
  if (!forecastSchema.safeParse(read).success) {
    throw new InputError(`${path}: not a forecast that mesoscope ${version} wrote`);
  }
  return read as Forecast;
}
