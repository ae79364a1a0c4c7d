import type { ReportCall } from "../../command/command.ts";
import { measure } from "../../command/measure.ts";
import { type InputOptions, namesInputs, planScan } from "../../command/plan-scan.ts";
import { UsageError } from "../../core/errors.ts";
import { keptForPage } from "../../page/html.ts";
import { leadOf } from "../../page/page-data.ts";
import { sampleOrder } from "../../page/sample-views.ts";
import type { BatchReport, Sample } from "../../results/report.ts";
import { chooseEstimators } from "../../run/choose-estimators.ts";
import type { BatchPlan } from "../../run/run-batch.ts";
import type { MeasureTask } from "../../run/task.ts";
import { type DepthAndSections, explainBatch } from "../explain/task.ts";

export interface ReportOptions extends InputOptions {
  readonly depth: number;
}

/** Estimators for the sections of the page. */
const estimatorsOfSamples = [
  "learning-curve(profile=fast)",
  "exponent",
  "entropy-gains",
  "grassberger",
  "block-gain",
  "excess-entropy",
  "deflate",
  "brotli",
  "zstd",
];

/** A report, with details of its first samples. */
export interface SamplesInDepth {
  readonly report: BatchReport;
  readonly depths: readonly (DepthAndSections | undefined)[];
  /** number of samples to explain, beside the one that is shown first */
  readonly depth: number;
}

/** Measures samples and explains the first of them. @throws UsageError for wrong options */
export async function measureInDepth(call: ReportCall<ReportOptions>): Promise<SamplesInDepth> {
  const { paths, options, io } = call;
  const { depth } = options;
  if (!namesInputs(paths, options) && io.stdin.isTTY === true) {
    throw new UsageError(
      "name what to report on: files, folders, - for standard input, --corpora or --recipe",
    );
  }
  const plan = await withEstimators(await planScan(paths, options, io));
  const sorted = sampleOrder().arrange(await measure(plan, call), options);
  if (call.format !== "html") return { report: sorted, depths: [], depth: 0 };
  const samples = Array.from(sorted.samples, keptForPage);
  // The page shows this one first.
  const { first } = leadOf({ samples });
  const rows = [...samples.keys()].filter((row) => row < depth || (row === first && depth > 0));
  const explained = await explain(
    rows.map((row) => samples[row]!),
    plan,
    call,
  );
  return {
    report: { ...sorted, samples },
    depths: samples.map((_, row) => explained[rows.indexOf(row)]),
    depth,
  };
}

async function withEstimators(plan: BatchPlan): Promise<BatchPlan> {
  const estimators = await chooseEstimators(estimatorsOfSamples);
  return {
    ...plan,
    tasks: Array.from(plan.tasks, (task) => ({ ...task, options: { ...task.options, estimators } })),
    options: { ...plan.options, estimators },
  };
}

/** Explains samples in depth. @returns in their order; undefined for those that can no longer be read */
async function explain(
  samples: readonly Sample[],
  plan: BatchPlan,
  { options, io, maker, progress }: ReportCall<ReportOptions>,
): Promise<(DepthAndSections | undefined)[]> {
  const byKey = new Map(Array.from(plan.tasks, (task) => [keyOfTask(task), task]));
  const tasks = samples.map((sample) => byKey.get(keyOfSample(sample))!);
  const threads = options.jobs ?? io.processors;
  const depths = await explainBatch(tasks, maker, threads, (done) => progress(done, tasks.length));
  return depths.map((depth) => depth ?? undefined);
}

/** Sequences of one recipe have different seeds. */
function keyOfTask({ name, input, options }: MeasureTask): string {
  if (input.kind === "recipe") return `recipe ${options.seed} ${name}`;
  return `${input.kind === "bytes" ? "stdin" : input.kind} ${name}`;
}

function keyOfSample({ name, provenance }: Sample): string {
  if (provenance.kind === "recipe") return `recipe ${provenance.seed} ${name}`;
  return `${provenance.kind} ${name}`;
}
