import { forecastLearner } from "../../learners/learner-forecast.ts";
import type { LearnerForecast } from "../../learners/learner-forecast-schema.ts";
import type { Outcome, ReportCall } from "../command.ts";
import { curvePlan } from "./curve.ts";
import type { ForecastOptions } from "./forecast.ts";
import { multiplesOf, refuseWhatIsOfTheObserver } from "./network-forecast.ts";
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
