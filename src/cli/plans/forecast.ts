import { resolve } from "node:path";
import { InputError, UsageError } from "../../core/errors.ts";
import { farthestFactor, planForecast } from "../../forecast/forecast-options.ts";
import { type ForecastPlan, forecastSteps, forecastTask, gradeTask } from "../../forecast/forecast-task.ts";
import { type Forecast, forecastSchema } from "../../forecast/schema.ts";
import { readRegularJson, smallFiles } from "../../input/open-regular.ts";
import { requireSampleSize } from "../../input/size.ts";
import type { Outcome, ReportCall } from "../command.ts";
import type { Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { version } from "../version.ts";
import { ofOneInput, onlyTask } from "./only-task.ts";

export interface ForecastOptions extends Omit<SharedOptions, "sample"> {
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
 * Makes a forecast, or grades one.
 *
 * @throws UsageError for wrong options; InputError when the input cannot be had or is not that of the forecast
 */
export async function makeForecast(call: ReportCall<ForecastOptions>): Promise<Outcome<Forecast>> {
  const { paths, options, io, maker } = call;
  const plan = planOf(options);
  const made = options.grade === undefined ? undefined : readForecast(options.grade, io);
  const task = await onlyTask("forecast", paths, { ...options, sample: "all" }, io, true);
  const progress = (finished: number, of: number = forecastSteps) => call.progress(finished, of);
  progress(0);
  return ofOneInput(task, (hear) =>
    made === undefined ? forecastTask(task, plan, maker, progress, hear) : gradeTask(task, made, maker, hear),
  );
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

/** @throws UsageError for what is no number */
export function factorsOf(text: string): number[] {
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
  let read: unknown;
  try {
    read = readRegularJson(resolve(io.cwd, path), smallFiles.forecast);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const what = error.message.startsWith("not JSON") ? "not a forecast: " : "";
    throw new InputError(`${path}: ${what}${error.message}`);
  }
  if (!forecastSchema.safeParse(read).success) {
    throw new InputError(`${path}: not a forecast that mesoscope ${version} wrote`);
  }
  return read as Forecast;
}
