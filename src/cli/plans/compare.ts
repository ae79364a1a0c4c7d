import type { CompareResult, CompareTask } from "../../compare/compare-task.ts";
import { chooseDistances, isQuickComparison, requireOrder } from "../../compare/comparison-options.ts";
import { type ComparisonPlan, runComparison } from "../../compare/run-comparison.ts";
import type { Comparison, DistanceId } from "../../compare/schema.ts";
import { UsageError } from "../../core/errors.ts";
import { requireSampleSize } from "../../input/size.ts";
import { inPool, inTurn, type TaskRunner } from "../../run/pool.ts";
import type { ReportCall } from "../command.ts";
import { cacheOf } from "../folders.ts";
import type { Io } from "../io.ts";
import { learnerOf } from "../learner-program.ts";
import type { SharedOptions } from "../options.ts";
import { workerFile } from "../worker-file.ts";
import { secondsOf } from "./curve.ts";
import { type InputOptions, namesInputs, planScan } from "./scan.ts";

export interface CompareOptions extends InputOptions {
  readonly order?: string;
  readonly distances?: string;
}

/** Compares the inputs that are named. @throws UsageError for wrong options and for fewer than two inputs */
export async function compareInputs(call: ReportCall<CompareOptions>): Promise<Comparison> {
  const { paths, options, io, maker, progress } = call;
  const plan = await planComparison(paths, options, io);
  if (call.format === "html") await requireRoom(plan);
  return runComparison(plan, maker, runnerFor(plan, options, io), progress);
}

async function planComparison(
  paths: readonly string[],
  options: CompareOptions,
  io: Io,
): Promise<ComparisonPlan> {
  const { encoding, seed } = options;
  const { tasks, skipped, failed } = namesInputs(paths, options)
    ? await planScan(paths, options, io)
    : { tasks: [], skipped: [], failed: [] };
  if (tasks.length + skipped.length + failed.length < 2) {
    throw new UsageError("compare takes two inputs or more: files, folders, -, --corpora or --recipe");
  }
  return {
    tasks,
    skipped,
    failed,
    options: {
      sample: requireSampleSize(options.sample, "--sample"),
      encoding,
      seed,
      order: orderOf(options.order),
      distances: distancesOf(options.distances, tasks.length),
    },
    ...learnerIn(options, io),
    cacheFolder: cacheOf(options, io),
  };
}

function learnerIn({ learner: name, ...options }: CompareOptions, io: Io): Pick<ComparisonPlan, "learner"> {
  if (name === undefined) return {};
  return { learner: { name, learner: learnerOf(name, secondsOf(options), io) } };
}

/** A page with more samples would be larger than a browser opens at once. @throws UsageError */
async function requireRoom({ tasks, options }: ComparisonPlan): Promise<void> {
  const { mostOnPage } = await import("../../page/comparison-page-data.ts");
  const most = mostOnPage(options.distances.length);
  if (tasks.length > most) {
    throw new UsageError(`a page holds ${most} samples, not ${tasks.length}: choose -f csv, svg or json`);
  }
}

function orderOf(text: string | undefined): number | "covered" {
  if (text === undefined) return "covered";
  return requireOrder(/^\d+$/.test(text) ? Number(text) : Number.NaN, "-k", text);
}

function distancesOf(text: string | undefined, inputs: number): DistanceId[] {
  const named = text === "all" ? text : text?.split(",").map((part) => part.trim());
  return chooseDistances(named, inputs);
}

function runnerFor(
  { tasks, options }: ComparisonPlan,
  { jobs }: SharedOptions,
  io: Io,
): TaskRunner<CompareTask, CompareResult> {
  const threads = jobs ?? io.processors;
  return threads < 2 || isQuickComparison(options.distances, tasks.length)
    ? inTurn(async () => (await import("../../compare/compare-task.ts")).compareTask)
    : { each: (parts, take) => inPool(workerFile(), threads, "compareTask", parts, take) };
}
