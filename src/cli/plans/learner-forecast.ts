import { UsageError } from "../../core/errors.ts";
import { farthestFactor } from "../../forecast/forecast-options.ts";
import { forecastLearner } from "../../learners/learner-forecast.ts";
import type { LearnerForecast } from "../../learners/learner-forecast-schema.ts";
import type { Outcome, ReportCall } from "../command.ts";
import { curvePlan } from "./curve.ts";
import { type ForecastOptions, factorsOf } from "./forecast.ts";
import { ofOneInput, onlyTask } from "./only-task.ts";

/** All, and half of it: how a loss falls. */
const halvings = "1";

/** What more will cost any learner, from its own curve. @throws UsageError for wrong options; InputError as its curve does */
export async function learnerForecast(call: ReportCall<ForecastOptions>): Promise<Outcome<LearnerForecast>> {
  const { paths, options, given, io, maker } = call;
  refuseWhatIsOfTheObserver(given);
  const factors = multiplesOf(options.to);
  const sample = options.sample ?? "all";
  const plan = curvePlan({ ...options, sample, halvings }, given, io);
  const task = await onlyTask("forecast", paths, { ...options, sample, cache: false }, io, true);
  call.progress(0, 1);
  return ofOneInput(task, (hear) => forecastLearner(task, plan, factors, maker, call.progress, hear));
}

/** Multiples that `--to` names, ascending, each once. @throws UsageError */
function multiplesOf(to: string): number[] {
  const factors = factorsOf(to);
  const wrong = factors.find((factor) => !(factor > 1 && factor <= farthestFactor));
  if (wrong !== undefined)
    throw new UsageError(
      `--to takes multiples of the sample above 1 and up to ${farthestFactor}, not "${wrong}"`,
    );
  return [...new Set(factors)].sort((a, b) => a - b);
}

/** @throws UsageError */
function refuseWhatIsOfTheObserver(given: ReadonlySet<string>): void {
  for (const [name, flag] of Object.entries(ownOfObserver))
    if (given.has(name)) throw new UsageError(`${flag} is of the observer: leave it out, or --learner`);
}

const ownOfObserver: Readonly<Record<string, string>> = {
  selfGrade: "--self-grade",
  tasks: "--tasks",
  exponents: "--exponents",
  grade: "--grade",
  inOrder: "--in-order",
};
