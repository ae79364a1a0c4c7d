import type { MessagePort } from "node:worker_threads";
import { InputError, messageOf, namedError, RecipeError, UsageError } from "../core/errors.ts";
import type { CorpusRoots } from "../input/corpora/corpus-roots.ts";
import type { Sample } from "../results/report.ts";
import type { Maker } from "../run/run-batch.ts";
import type { MeasureTask } from "../run/task.ts";
import type { FeatureTask, Work } from "../run/work.ts";

/** One call of the library, with all that a thread needs to answer it. */
export interface Job {
  /** the name of its task */
  readonly name: string;
  /** absent: the plan has the inputs */
  readonly task?: MeasureTask;
  readonly plan: unknown;
  readonly maker: Maker;
}

/** Tasks by name. */
export type Tasks = Readonly<Record<string, () => Promise<FeatureTask<never, unknown>>>>;

/** What is exactly known about a source. */
export interface RecipeTruth {
  /** canonical */
  readonly recipe: string;
  readonly alphabetSize: number;
  readonly boundaries?: readonly number[];
  readonly truth: NonNullable<Sample["truth"]>;
}

/** Called with the number of finished steps and the number of all steps. */
export type Progress = (finished: number, total: number) => void;

/** Tasks that are no features. */
const basicTasks: Tasks = { measure: async () => measureTask, truth: async () => truthTask };

async function measureTask({ task, progress }: Work<unknown>): Promise<Sample> {
  const { measureSample, measureSteps } = await import("../run/measure-task.ts");
  const total = measureSteps(task);
  return measureSample(task, (finished) => progress(finished, total));
}

/** The plan of `truth`. */
export interface TruthPlan {
  readonly recipe: string;
  readonly length: number | undefined;
  readonly corpora: CorpusRoots;
}

async function truthTask({ plan }: Work<TruthPlan>): Promise<RecipeTruth> {
  const { bindRecipe } = await import("../sources/recipe.ts");
  const { recipeWorld } = await import("../input/recipe-world.ts");
  const { withUnits } = await import("../run/reported.ts");
  const { truthsAt } = await import("../sources/truths/learnable-bits.ts");
  const source = await bindRecipe(plan.recipe, recipeWorld(plan.corpora, "."));
  const { recipe, alphabetSize, boundaries } = source;
  return {
    recipe,
    alphabetSize,
    ...(boundaries && { boundaries }),
    truth: withUnits(truthsAt(source, plan.length)),
  };
}

/**
 * Runs a job in this thread.
 *
 * @param tasks of features
 * @throws InputError, with the name of the input, when it cannot be read; UsageError and RecipeError for a wrong request
 */
export async function runJob(job: Job, progress: Progress, tasks: Tasks = {}): Promise<unknown> {
  const { name, task } = job;
  const run = await (basicTasks[name] ?? tasks[name])!();
  try {
    return await run({ ...job, progress } as never);
  } catch (error) {
    // The command also puts the name first when it measures several inputs.
    throw task === undefined || task.input.kind === "recipe" ? error : namedError(task.name, error);
  }
}

/** An error in a form that crosses threads, which keep no classes. */
interface ThrownError {
  readonly kind: "input" | "usage" | "recipe" | "other";
  readonly message: string;
  readonly stack: string | undefined;
  readonly recipe?: Pick<RecipeError, "detail" | "recipe" | "position">;
}

/** What a worker answers. */
export type JobAnswer =
  | { readonly status: "ok"; readonly result: unknown }
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
