import type { MessagePort } from "node:worker_threads";
import { InputError, messageOf, namedError, RecipeError, UsageError } from "../core/errors.ts";
import type { CorpusRoots } from "../input/corpora/corpus-roots.ts";
import type { Sample } from "../results/report.ts";
import type { Maker } from "../run/run-batch.ts";
import type { MeasureTask } from "../run/task.ts";
import type { FeatureTask } from "../run/work.ts";

/** One call of the library, with all that a thread needs to answer it. */
export type Job =
  | { readonly kind: "measure"; readonly task: MeasureTask }
  | {
      readonly kind: "feature";
      /** its name */
      readonly feature: string;
      /** absent: the plan has the inputs */
      readonly task?: MeasureTask;
      readonly plan: unknown;
      readonly maker: Maker;
    }
  | { readonly kind: "truth"; readonly recipe: string; readonly corpora: CorpusRoots };

/** What is exactly known about a source. */
export interface RecipeTruth {
  /** canonical */
  readonly recipe: string;
  readonly alphabetSize: number;
  readonly truth: NonNullable<Sample["truth"]>;
}

/** The result of each kind of job. */
export interface JobResults {
  readonly measure: Sample;
  readonly feature: unknown;
  readonly truth: RecipeTruth;
}

/** Called with the number of finished steps and the number of all steps. */
export type Progress = (finished: number, total: number) => void;

/** Tasks of features, by the name of the feature. */
export type Tasks = Readonly<Record<string, () => Promise<FeatureTask<never, unknown>>>>;

/**
 * Runs a job in this thread.
 *
 * @param tasks for jobs of a feature
 * @throws InputError, with the name of the input, when it cannot be read; UsageError and RecipeError for a wrong request
 */
export async function runJob<Kind extends Job["kind"]>(
  job: Extract<Job, { kind: Kind }>,
  progress: Progress,
  tasks?: Tasks,
): Promise<JobResults[Kind]> {
  const work = doJob(job, progress, tasks);
  const task = "task" in job ? job.task : undefined;
  try {
    return (await work) as JobResults[Kind];
  } catch (error) {
    // The command also puts the name first when it measures several inputs.
    throw task === undefined || task.input.kind === "recipe" ? error : namedError(task.name, error);
  }
}

async function doJob(job: Job, progress: Progress, tasks?: Tasks): Promise<JobResults[Job["kind"]]> {
  switch (job.kind) {
    case "measure": {
      const { measureSample, measureSteps } = await import("../run/measure-task.ts");
      const total = measureSteps(job.task);
      return measureSample(job.task, (finished) => progress(finished, total));
    }
    case "feature":
      return (await tasks![job.feature]!())({ ...job, progress } as never);
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

/** An error in a form that crosses threads, which keep no classes. */
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

/** Runs a job and reports its progress to a port: the whole work of a worker. */
export async function answerJob(
  { job, port }: { readonly job: Job; readonly port: MessagePort },
  tasks: Tasks,
): Promise<JobAnswer> {
  try {
    const progress: Progress = (finished, total) => port.postMessage([finished, total]);
    return { status: "ok", result: await runJob(job, progress, tasks) };
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

/** Rebuilds the error that crossed. */
export function revived({ kind, message, stack, recipe }: ThrownError): Error {
  if (recipe !== undefined) return new RecipeError(recipe.detail, recipe.recipe, recipe.position);
  if (kind === "input") return new InputError(message);
  if (kind === "usage") return new UsageError(message);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
