import type { CompareResult, CompareTask } from "../../batch/compare-task.ts";
import { chooseDistances, isQuickComparison, requireOrder } from "../../batch/comparison-options.ts";
import { inPool, inTurn, type TaskRunner } from "../../batch/pool.ts";
import { type ComparisonPlan, runComparison } from "../../batch/run-comparison.ts";
import type { Comparison, DistanceId } from "../../core/comparison-schema.ts";
import { UsageError } from "../../core/errors.ts";
import { requireSampleSize } from "../../input/size.ts";
import { foldersOf } from "../folders.ts";
import type { Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { type InputOptions, namesInputs, planScan } from "../plan-scan.ts";
import { createProgress } from "../progress.ts";
import { version } from "../version.ts";
import { workerFile } from "../worker-file.ts";
import { requireWritable, writeOutput } from "../write-output.ts";
import { chooseFormat, environmentOf, settle, viewOf } from "./scan.ts";

interface CompareOptions extends InputOptions {
  readonly order?: string;
  readonly distances?: string;
}

/**
 * `mesoscope compare <a> <b> [...]`: distances between inputs, and whether they differ by more than the error.
 *
 * @throws UsageError for wrong options, fewer than two inputs and an output that cannot be written
 */
export async function runCompare(paths: readonly string[], options: CompareOptions, io: Io): Promise<number> {
  const format = chooseFormat(options);
  if (!["table", "json", "csv", "svg", "html"].includes(format)) {
    throw new UsageError(`compare prints a table, json, csv, svg or html, not ${format}`);
  }
  if (options.estimator !== undefined) {
    throw new UsageError("compare takes no -e: choose with --distances, or leave out compare");
  }
  requireWritable(io, options.output);
  const plan = await planComparison(paths, options, io);
  if (format === "html") await requireRoom(plan);
  const progress = createProgress(io, 2 * plan.tasks.length, options.quiet === true);
  let comparison: Comparison;
  try {
    const maker = { version, environment: environmentOf(io) };
    comparison = await runComparison(plan, maker, runnerFor(plan, options, io), progress.update);
  } finally {
    progress.clear();
  }
  await writeOutput(io, options.output, await rendered(comparison, format, options, io));
  return settle(comparison, io, 2);
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
    cacheFolder: options.cache ? foldersOf(io).cache : null,
  };
}

/** A page with more samples would be larger than a browser opens at once. @throws UsageError */
async function requireRoom({ tasks, options }: ComparisonPlan): Promise<void> {
  const { mostOnPage } = await import("../../report/comparison-page-data.ts");
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
    ? inTurn(async () => (await import("../../batch/compare-task.ts")).compareTask)
    : { each: (parts, take) => inPool(workerFile(), threads, "compareTask", parts, take) };
}

async function rendered(comparison: Comparison, format: string, options: SharedOptions, io: Io) {
  if (format === "json") return `${JSON.stringify(comparison, null, 2)}\n`;
  if (format === "csv")
    return (await import("../../report/comparison-csv.ts")).renderComparisonCsv(comparison);
  if (format === "html")
    return (await import("../../report/comparison-html.ts")).renderComparisonHtml(comparison);
  if (format === "svg")
    return (await import("../../report/comparison-svg.ts")).renderComparisonSvg(comparison);
  return (await import("../../report/comparison.ts")).renderComparison(comparison, viewOf(options, io));
}
