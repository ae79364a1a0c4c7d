import { readOnTo } from "../../core/constants.ts";
import { UsageError } from "../../core/errors.ts";
import { requireSampleSize } from "../../input/size.ts";
import type { Family } from "../../results/report.ts";
import { chooseEstimators } from "../../run/choose-estimators.ts";
import type { BatchPlan } from "../../run/run-batch.ts";
import type { MeasureOptions, MeasureTask, TaskEnvironment, TaskInput } from "../../run/task.ts";
import { referenceRecipes } from "../../spectrum/reference-recipes.ts";
import { cacheOf } from "../folders.ts";
import { corporaOf } from "../installation.ts";
import type { Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { allPaths } from "./files-from.ts";
import { eachInput } from "./find-inputs.ts";
import { requireRecipe } from "./recipe-task.ts";
import { requireEncoding } from "./require-encoding.ts";
import { Together } from "./together.ts";

/** A generated sequence to measure beside the inputs. */
export interface Reference {
  readonly name: string;
  readonly recipe: string;
  readonly family?: Family;
}

/** What commands that take several inputs have in common. */
export interface InputOptions extends SharedOptions {
  /** generated sequences; each has the next seed, since sequences of one seed would be driven by the same draws */
  readonly recipe?: readonly string[];
}

/** Whether anything is named to be measured; else it is standard input. */
export function namesInputs(paths: readonly string[], options: InputOptions): boolean {
  const { corpora, filesFrom, recipe } = options;
  return paths.length > 0 || corpora !== undefined || filesFrom !== undefined || recipe !== undefined;
}

/**
 * Turns paths and options into tasks; reads nothing but folders and standard input.
 *
 * @param beside references, for runs that place their samples
 * @throws UsageError for wrong options
 */
export async function planScan(
  paths: readonly string[],
  options: InputOptions,
  io: Io,
  beside: readonly Reference[] = referenceRecipes,
): Promise<BatchPlan> {
  await requireEncoding(options);
  const spectrum = options.estimator === undefined;
  const measure: MeasureOptions = {
    sample: requireSampleSize(options.sample, "--sample"),
    ...(spectrum && options.settle === true ? { readOn: readOnTo } : {}),
    encoding: options.encoding,
    ...(options.charset === "auto" ? {} : { charset: options.charset }),
    seed: options.seed,
    estimators: await chooseEstimators(options.estimator),
    spectrum,
  };
  const corpora = corporaOf(io);
  const environment: TaskEnvironment = { corpora, cacheFolder: cacheOf(options, io) };
  const task = (name: string, input: TaskInput): MeasureTask => ({
    name,
    input,
    options: measure,
    environment,
  });

  const tasks: MeasureTask[] = [];
  if (options.corpora !== undefined) {
    const { readCatalogue } = await import("../../input/corpora/catalogue.ts");
    const { selectCorpora } = await import("../../input/corpora/select-corpora.ts");
    const selection = selectCorpora(options.corpora, await readCatalogue(corpora.manifests));
    if (selection.status !== "ok") throw new UsageError(selection.reason);
    for (const id of selection.ids) tasks.push(task(id, { kind: "corpus", id }));
  }
  const named = await allPaths(paths, options, io);
  const given = namesInputs(paths, options) ? named : { typed: ["-"] };
  const together = options.together === true ? new Together() : undefined;
  const { skipped, failed } = await eachInput(given, options, io, (found) => {
    if (together === undefined) tasks.push(task(found.name, found.input));
    else together.add(found);
  });
  for (const { name, input } of together?.inputs() ?? []) tasks.push(task(name, input));
  for (const [i, recipe] of (options.recipe ?? []).entries()) {
    await requireRecipe(recipe, options, corpora);
    const own = task(recipe, { kind: "recipe", recipe });
    tasks.push({ ...own, options: { ...measure, seed: measure.seed + i } });
  }
  const references = measure.spectrum && tasks.length > 0 ? await referenceTasks(beside, task) : [];
  return { tasks, references, skipped, failed, options: measure };
}

/** References have sizes and a seed of their own, with which they were measured when the program was made. */
async function referenceTasks(
  references: readonly Reference[],
  task: (name: string, input: TaskInput) => MeasureTask,
): Promise<MeasureTask[]> {
  const { referenceEstimators, referenceSeed, referenceSize } = await import(
    "../../spectrum/measured-references.ts"
  );
  const estimators = await chooseEstimators(referenceEstimators);
  return references.map(({ name, recipe, family }) => {
    const own = task(name, { kind: "recipe", recipe });
    const { readOn: _, ...measured } = own.options;
    return {
      ...own,
      options: { ...measured, sample: referenceSize(measured.sample), seed: referenceSeed, estimators },
      ...(family === undefined ? {} : { family }),
    };
  });
}
