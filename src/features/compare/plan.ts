import type { ReportCall } from "../../command/command.ts";
import { cacheOf } from "../../command/installation.ts";
import type { Io } from "../../command/io.ts";
import { learnerOf } from "../../command/learner-program.ts";
import { type InputOptions, namesInputs, planScan } from "../../command/plan-scan.ts";
import { UsageError } from "../../core/errors.ts";
import { requireSampleSize } from "../../input/size.ts";
import { chooseDistances, requireOrder } from "./options.ts";
import type { DistanceId } from "./schema.ts";
import type { ComparisonPlan } from "./task.ts";

export interface CompareOptions extends InputOptions {
  readonly order?: string;
  readonly distances?: string;
}

/** @throws UsageError for wrong options and for fewer than two inputs */
export async function comparisonPlan({
  paths,
  options,
  io,
  format,
}: ReportCall<CompareOptions>): Promise<ComparisonPlan> {
  const { encoding, seed } = options;
  const { tasks, skipped, failed } = namesInputs(paths, options)
    ? await planScan(paths, options, io)
    : { tasks: [], skipped: [], failed: [] };
  if (tasks.length + skipped.length + failed.length < 2) {
    throw new UsageError("compare takes two inputs or more: files, folders, -, --corpora or --recipe");
  }
  const plan: ComparisonPlan = {
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
    threads: options.jobs ?? io.processors,
  };
  if (format === "html") await requireRoom(plan);
  return plan;
}

function learnerIn({ learner: name, ...options }: CompareOptions, io: Io): Pick<ComparisonPlan, "learner"> {
  if (name === undefined) return {};
  return { learner: { name, learner: learnerOf(name, options.learnerTimeout, io) } };
}

/** A page with more samples would be larger than a browser opens at once. @throws UsageError */
async function requireRoom({ tasks, options }: ComparisonPlan): Promise<void> {
  const { mostOnPage } = await import("./page.ts");
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
