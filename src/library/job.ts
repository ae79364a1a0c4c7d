import type { MessagePort } from "node:worker_threads";
import { isQuickComparison } from "../compare/comparison-options.ts";
import type { ComparisonPlan } from "../compare/run-comparison.ts";
import type { Comparison } from "../compare/schema.ts";
import { InputError, messageOf, namedError, RecipeError, UsageError } from "../core/errors.ts";
import type { Explanation } from "../explain/schema.ts";
import type { ForecastPlan } from "../forecast/forecast-task.ts";
import type { Forecast } from "../forecast/schema.ts";
import type { CorpusRoots } from "../input/corpora/corpus-roots.ts";
import type { Sample } from "../results/report.ts";
import { installedWorker } from "../run/installation.ts";
import { inPool, inTurn } from "../run/pool.ts";
import type { Maker } from "../run/run-batch.ts";
import type { MeasureTask } from "../run/task.ts";

/** One call of the library: what a thread has to know to answer it. */
export type Job =
  | { readonly kind: "measure"; readonly task: MeasureTask }
  | { readonly kind: "explain"; readonly task: MeasureTask; readonly maker: Maker }
  | {
      readonly kind: "forecast";
      readonly task: MeasureTask;
      readonly plan: ForecastPlan;
      readonly maker: Maker;
    }
  | { readonly kind: "grade"; readonly task: MeasureTask; readonly forecast: Forecast; readonly maker: Maker }
  | {
      readonly kind: "compare";
      readonly plan: ComparisonPlan;
      readonly maker: Maker;
      readonly threads: number;
    }
  | { readonly kind: "truth"; readonly recipe: string; readonly corpora: CorpusRoots };

/** What is known of a source. */
export interface RecipeTruth {
  /** canonical */
  readonly recipe: string;
  readonly alphabetSize: number;
  readonly truth: NonNullable<Sample["truth"]>;
}

/** What each kind of job finds. */
export interface JobResults {
  readonly measure: Sample;
  readonly explain: Explanation;
  readonly forecast: Forecast;
  readonly grade: Forecast;
  readonly compare: Comparison;
  readonly truth: RecipeTruth;
}

/** Called with the number of finished steps and how many there are. */
export type Progress = (finished: number, total: number) => void;

/**
 * Does a job in this thread.
 *
 * @throws InputError when an input cannot be had, with its name in front; UsageError, RecipeError for what is asked
 */
export async function runJob<Kind extends Job["kind"]>(
  job: Extract<Job, { kind: Kind }>,
  progress: Progress,
): Promise<JobResults[Kind]> {
  const work = doJob(job, progress);
  const { name, input } = "task" in job ? job.task : { name: "", input: null };
  try {
    return (await work) as JobResults[Kind];
  } catch (error) {
    // The name stands in front, as it does when the command measures several inputs.
    throw input === null || input.kind === "recipe" ? error : namedError(name, error);
  }
}

async function doJob(job: Job, progress: Progress): Promise<JobResults[Job["kind"]]> {
  switch (job.kind) {
    case "measure": {
      const { measureSample, measureSteps } = await import("../run/measure-task.ts");
      const total = measureSteps(job.task);
      return measureSample(job.task, (finished) => progress(finished, total));
    }
    case "explain": {
      const { explainTask, explanationSteps } = await import("../explain/explain-task.ts");
      return explainTask(job.task, job.maker, (finished) => progress(finished, explanationSteps));
    }
    case "forecast": {
      const { forecastSteps, forecastTask } = await import("../forecast/forecast-task.ts");
      return forecastTask(job.task, job.plan, job.maker, (finished) => progress(finished, forecastSteps));
    }
    case "grade":
      return (await import("../forecast/forecast-task.ts")).gradeTask(job.task, job.forecast, job.maker);
    case "compare":
      return compare(job, progress);
    case "truth": {
      const { bindRecipe } = await import("../sources/recipe.ts");
      const { recipeWorld } = await import("../input/recipe-world.ts");
      const { withUnits } = await import("../run/reported.ts");
      const source = await bindRecipe(job.recipe, recipeWorld(job.corpora, "."));
      const { recipe, alphabetSize } = source;
      return { recipe, alphabetSize, truth: withUnits(source.truth()) };
    }
  }
}

async function compare(
  { plan, maker, threads }: Extract<Job, { kind: "compare" }>,
  progress: Progress,
): Promise<Comparison> {
  const { runComparison } = await import("../compare/run-comparison.ts");
  const alone = threads < 2 || isQuickComparison(plan.options.distances, plan.tasks.length);
  const runner: Parameters<typeof runComparison>[2] = alone
    ? inTurn(async () => (await import("../compare/compare-task.ts")).compareTask)
    : { each: (parts, take) => inPool(installedWorker(), threads, "compareTask", parts, take) };
  return runComparison(plan, maker, runner, progress);
}

/** An error as it crosses to another thread, which keeps no classes. */
export interface ThrownError {
  readonly kind: "input" | "usage" | "recipe" | "other";
  readonly message: string;
  readonly stack: string | undefined;
  readonly recipe?: Pick<RecipeError, "detail" | "recipe" | "position">;
}

/** What a worker answers. */
export type JobAnswer =
  | { readonly status: "ok"; readonly result: JobResults[Job["kind"]] }
  | { readonly status: "thrown"; readonly error: ThrownError };

/** Does a job and reports its progress to a port: the whole work of a worker. */
export async function answerJob({
  job,
  port,
}: {
  readonly job: Job;
  readonly port: MessagePort;
}): Promise<JobAnswer> {
  try {
    const progress: Progress = (finished, total) => port.postMessage([finished, total]);
    return { status: "ok", result: await runJob(job, progress) };
  } catch (error) {
    return { status: "thrown", error: thrown(error) };
  } finally {
    port.close();
  }
}

function thrown(error: unknown): ThrownError {
  const stack = error instanceof Error ? error.stack : undefined;
  const message = messageOf(error);
  if (error instanceof RecipeError) {
    const { detail, recipe, position } = error;
    return { kind: "recipe", message, stack, recipe: { detail, recipe, position } };
  }
  if (error instanceof InputError) return { kind: "input", message, stack };
  return { kind: error instanceof UsageError ? "usage" : "other", message, stack };
}

/** The error that crossed. */
export function revived({ kind, message, stack, recipe }: ThrownError): Error {
  if (recipe !== undefined) return new RecipeError(recipe.detail, recipe.recipe, recipe.position);
  if (kind === "input") return new InputError(message);
  if (kind === "usage") return new UsageError(message);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
