import { resolve } from "node:path";
import type { ReportCall } from "../../command/command.ts";
import type { Io } from "../../command/io.ts";
import { curvePlan } from "../../command/learner-plan.ts";
import type { SharedOptions } from "../../command/options.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { readRegularJson, smallFiles } from "../../input/open-regular.ts";
import { requireSampleSize } from "../../input/size.ts";
import { type Forecast, forecastSchema } from "./schema.ts";
import { type ForecastPlan, planForecast, requireFactors, wantsFactors } from "./task.ts";

export interface ForecastOptions extends Omit<SharedOptions, "sample"> {
  readonly recipe?: string;
  readonly to: string;
  readonly inOrder?: boolean;
  readonly selfGrade?: boolean;
  readonly tasks?: boolean;
  readonly exponents?: boolean;
  readonly grade?: string;
  /** undefined: not given */
  readonly sample?: string;
}

/** @throws UsageError for wrong options; InputError for a forecast that cannot be read */
export function forecastPlan({ options, given, io }: ReportCall<ForecastOptions>): ForecastPlan {
  const { learner, losses, to, grade, inOrder, selfGrade, tasks, exponents, sample } = options;
  if (learner !== undefined || losses !== undefined) {
    for (const [name, flag] of Object.entries(ownOfObserver))
      if (given.has(name))
        throw new UsageError(`${flag} applies to the observer only: leave out ${flag} or --learner`);
    const factors = requireFactors(numbersIn(to), "--to");
    // All of it, and half of it: the two points show how a loss falls.
    const halved = { ...options, sample: sample ?? "all", halvings: 1 };
    return { kind: "learner", factors, curve: curvePlan(halved, given, io) };
  }
  const own = [selfGrade, inOrder, tasks, exponents, sample];
  if (grade !== undefined && own.some((option) => option !== undefined))
    throw new UsageError(
      "--grade takes everything from the forecast: leave out --self-grade, --in-order, --tasks, --exponents and --sample",
    );
  const plan = planForecast(
    {
      factors: numbersIn(to),
      inOrder: inOrder === true,
      selfGrade: selfGrade === true,
      byPart: tasks === true,
      exponents: exponents === true,
      sample: sample === undefined ? undefined : requireSampleSize(sample, "--sample"),
    },
    "--to",
  );
  return grade === undefined ? plan : { kind: "grade", forecast: readForecast(grade, io) };
}

const ownOfObserver: Readonly<Record<string, string>> = {
  selfGrade: "--self-grade",
  tasks: "--tasks",
  exponents: "--exponents",
  grade: "--grade",
  inOrder: "--in-order",
};

/** @throws UsageError for an invalid number */
function numbersIn(text: string): number[] {
  return text.split(",").map((part) => {
    const factor = Number(part);
    if (part.trim() !== "" && !Number.isNaN(factor)) return factor;
    throw new UsageError(`--to ${wantsFactors}, not "${part}"`);
  });
}

/** Reads a written forecast. Its keys keep their order, which its hash depends on. */
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
    throw new InputError(`${path}: not a forecast written by mesoscope ${version}`);
  }
  return read as Forecast;
}
