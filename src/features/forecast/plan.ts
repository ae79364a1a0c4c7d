import { resolve } from "node:path";
import type { ReportCall } from "../../command/command.ts";
import type { SharedOptions } from "../../command/options.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { readRegularJson, smallFiles } from "../../input/open-regular.ts";
import { requireSampleSize } from "../../input/size.ts";
import { type Forecast, forecastSchema, olderForecast } from "./schema.ts";
import { type ForecastPlan, requireFactors } from "./task.ts";

export interface ForecastOptions extends Omit<SharedOptions, "sample"> {
  readonly recipe?: string;
  readonly to: string;
  readonly inOrder?: boolean;
  readonly selfGrade?: boolean;
  readonly grade?: string;
  /** undefined: not given */
  readonly sample?: string;
}

/** @throws UsageError for wrong options; InputError for a forecast that cannot be read */
export function forecastPlan({ options, io }: ReportCall<ForecastOptions>): ForecastPlan {
  const { to, grade, inOrder, selfGrade, sample } = options;
  if (grade !== undefined && [selfGrade, inOrder, sample].some((option) => option !== undefined))
    throw new UsageError(
      "--grade takes everything from the forecast: leave out --self-grade, --in-order and --sample",
    );
  const factors = requireFactors(to.split(","), "--to");
  if (grade !== undefined) return { kind: "grade", forecast: readForecast(grade, io.cwd) };
  return {
    kind: "sample",
    factors,
    inOrder: inOrder === true,
    selfGrade: selfGrade === true,
    sample: sample === undefined ? undefined : requireSampleSize(sample, "--sample"),
  };
}

/** Reads a written forecast. Its keys keep their order, which its hash depends on. */
function readForecast(path: string, folder: string): Forecast {
  let read: unknown;
  try {
    read = readRegularJson(resolve(folder, path), smallFiles.forecast);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${path}: ${error.message}`) : error;
  }
  const older = olderForecast(read);
  if (older !== undefined) throw new InputError(`${path}: ${older}`);
  if (!forecastSchema.safeParse(read).success)
    throw new InputError(`${path}: not a forecast written by mesoscope ${version}`);
  return read as Forecast;
}
