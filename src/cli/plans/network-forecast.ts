import { UsageError } from "../../core/errors.ts";
import { farthestFactor } from "../../forecast/forecast-options.ts";
import { requireSampleSize } from "../../input/size.ts";
import type { NetworkId } from "../../learners/network-examples.ts";
import { forecastNetwork } from "../../learners/network-forecast.ts";
import type { NetworkForecast } from "../../learners/network-forecast-schema.ts";
import { type PerceptronTask, perceptronTask } from "../../learners/perceptron-costs.ts";
import { allResults, inPool, inTurn, type TaskRunner } from "../../run/pool.ts";
import type { Outcome, ReportCall } from "../command.ts";
import { workerFile } from "../worker-file.ts";
import { type ForecastOptions, factorsOf } from "./forecast.ts";
import { ofOneInput, onlyTask } from "./only-task.ts";

/** What is read of an input takes half a minute for this many symbols; the bank has no larger networks. */
const worthwhile = 1_000_000;

/** What a network of the bank will pay. @throws UsageError for wrong options; InputError when the input cannot be had */
export async function networkForecast(
  call: ReportCall<ForecastOptions>,
  learner: NetworkId,
): Promise<Outcome<NetworkForecast>> {
  const { paths, options, given, io, maker } = call;
  refuseWhatIsOfTheObserver(given);
  for (const [name, flag] of [
    ["losses", "--losses"],
    ["learnerTimeout", "--learner-timeout"],
  ] as const)
    if (given.has(name)) throw new UsageError(`${flag} is of a learner that is asked; ${learner} is not`);
  if (options.encoding !== "bytes")
    throw new UsageError("the networks read bytes: leave out --encoding, or --learner");
  const factors = multiplesOf(options.to);
  const sample = options.sample === undefined ? worthwhile : requireSampleSize(options.sample, "--sample");
  const task = await onlyTask("forecast", paths, { ...options, sample: "all" }, io, true);
  const most = typeof sample === "number" ? Math.min(sample, worthwhile) : worthwhile;
  const sampled = { ...task, options: { ...task.options, sample: most } };
  call.progress(0, 1);
  const threads = io.processors;
  const runner: TaskRunner<PerceptronTask, number> =
    threads < 2
      ? inTurn(async () => async (part) => perceptronTask(part))
      : {
          each: (parts, take) =>
            inPool(workerFile(), Math.min(threads, parts.length), "perceptronTask", parts, take),
        };
  const train = (parts: readonly PerceptronTask[]) => allResults(runner, parts, () => {});
  return ofOneInput(sampled, (hear) =>
    forecastNetwork(sampled, learner, [1, ...factors], maker, train, hear),
  );
}

/** Multiples that `--to` names, ascending, each once. @throws UsageError */
export function multiplesOf(to: string): number[] {
  const factors = factorsOf(to);
  const wrong = factors.find((factor) => !(factor > 1 && factor <= farthestFactor));
  if (wrong !== undefined)
    throw new UsageError(
      `--to takes multiples of the sample above 1 and up to ${farthestFactor}, not "${wrong}"`,
    );
  return [...new Set(factors)].sort((a, b) => a - b);
}

/** @throws UsageError */
export function refuseWhatIsOfTheObserver(given: ReadonlySet<string>): void {
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
