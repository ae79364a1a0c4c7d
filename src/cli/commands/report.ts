import { chooseEstimators } from "../../batch/choose-estimators.ts";
import { explainBatch } from "../../batch/explain-batch.ts";
import type { BatchPlan } from "../../batch/run-batch.ts";
import type { EstimatorChoice, MeasureTask } from "../../batch/task.ts";
import { UsageError } from "../../core/errors.ts";
import type { Explanation } from "../../core/explanation.ts";
import type { Sample } from "../../core/report.ts";
import type { Io } from "../io.ts";
import { type InputOptions, namesInputs, planScan } from "../plan-scan.ts";
import { createProgress } from "../progress.ts";
import { sortSamples } from "../sort-samples.ts";
import { version } from "../version.ts";
import { workerFile } from "../worker-file.ts";
import { writeOutput } from "../write-output.ts";
import { chooseFormat, environmentOf, measure, settle } from "./scan.ts";

interface ReportOptions extends InputOptions {
  readonly depth: string;
}

/** What the sections of the page show of each sample. */
const estimatorsOfSamples = [
  "learning-curve(profile=fast)",
  "growth-exponent(profile=fast)",
  "entropy-gains",
  "grassberger",
  "block-gain",
  "excess-entropy",
  "deflate",
  "brotli",
  "zstd",
];
/** References stand on the map, and beside their truths. */
const estimatorsOfReferences = ["block-gain", "excess-entropy"];

/**
 * `mesoscope report [paths...]`: everything about samples, as one page.
 *
 * @throws UsageError for wrong options and for an output that cannot be written
 */
export async function runReport(paths: readonly string[], options: ReportOptions, io: Io): Promise<number> {
  const depth = requireDepth(options.depth);
  requirePage(options, io);
  if (!namesInputs(paths, options) && io.stdin.isTTY === true) {
    throw new UsageError(
      "name what to report on: files, folders, - for standard input, --corpora or --recipe",
    );
  }
  const plan = withEstimators(await planScan(paths, options, io));
  const sorted = sortSamples(await measure(plan, options, io), options.sort);
  const { keptForPage, renderPage } = await import("../../report/html.ts");
  const report = { ...sorted, samples: Array.from(sorted.samples, keptForPage) };
  const depths = await explain(report.samples.slice(0, depth), plan, options, io);
  await writeOutput(io, options.output, renderPage(report, depths, `mesoscope report --depth ${depth}`));
  return settle(report, io);
}

function requireDepth(text: string): number {
  const depth = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(depth)) {
    throw new UsageError(`--depth takes a whole number of samples, not "${text}"`);
  }
  return depth;
}

/** A page is for a browser: it goes to a file or a pipe. */
function requirePage(options: ReportOptions, io: Io): void {
  if (options.estimator !== undefined) {
    throw new UsageError("report chooses its estimators itself: leave out -e, or leave out report");
  }
  const format =
    options.format === undefined && options.output === undefined ? "html" : chooseFormat(options);
  if (format !== "html") throw new UsageError(`report makes html, not ${format}`);
  if (options.output === undefined && io.stdout.isTTY === true) {
    throw new UsageError("report makes a page: name its file, as in -o report.html");
  }
}

function withEstimators(plan: BatchPlan): BatchPlan {
  const having = (estimators: readonly EstimatorChoice[]) => (task: MeasureTask) => ({
    ...task,
    options: { ...task.options, estimators },
  });
  const ofSamples = chooseEstimators(estimatorsOfSamples);
  return {
    ...plan,
    tasks: plan.tasks.map(having(ofSamples)),
    references: plan.references.map(having(chooseEstimators(estimatorsOfReferences))),
    options: { ...plan.options, estimators: ofSamples },
  };
}

/** Explains samples in depth. @returns in their order; undefined for those that cannot be read a second time */
async function explain(
  samples: readonly Sample[],
  plan: BatchPlan,
  options: ReportOptions,
  io: Io,
): Promise<(Explanation["depth"] | undefined)[]> {
  const byKey = new Map(plan.tasks.map((task) => [keyOfTask(task), task]));
  const tasks = samples.map((sample) => byKey.get(keyOfSample(sample))!);
  const progress = createProgress(io, tasks.length, options.quiet === true);
  const maker = { version, environment: environmentOf(io) };
  try {
    progress.update(0);
    const threads = options.jobs ?? io.processors;
    const depths = await explainBatch(tasks, maker, workerFile(), threads, progress.update);
    return depths.map((depth) => depth ?? undefined);
  } finally {
    progress.clear();
  }
}

/** Two sequences of one recipe differ by their seeds. */
function keyOfTask({ name, input, options }: MeasureTask): string {
  if (input.kind === "recipe") return `recipe ${options.seed} ${name}`;
  return `${input.kind === "bytes" ? "stdin" : input.kind} ${name}`;
}

function keyOfSample({ name, provenance }: Sample): string {
  if (provenance.kind === "recipe") return `recipe ${provenance.seed} ${name}`;
  return `${provenance.kind} ${name}`;
}
