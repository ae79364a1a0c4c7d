import { listOf } from "../core/collections.ts";
import { settlingLimit } from "../core/constants.ts";
import { RecipeError, UsageError } from "../core/errors.ts";
import type { CorpusRoots } from "../input/corpora/corpus-roots.ts";
import { requireSampleSize } from "../input/size.ts";
import type { Family } from "../results/report.ts";
import { chooseEstimators } from "../run/choose-estimators.ts";
import { kindsOfHeads } from "../run/likenesses.ts";
import type { BatchPlan } from "../run/run-batch.ts";
import type { FileInput, MeasureOptions, MeasureTask, TaskEnvironment, TaskInput } from "../run/task.ts";
import { referenceRecipes } from "../spectrum/reference-families.ts";
import { byType, fewFiles, isFile } from "./by-type.ts";
import { allPaths, eachInput, type FoundInput } from "./find-inputs.ts";
import { cacheOf, corporaOf } from "./installation.ts";
import type { Io } from "./io.ts";
import type { SharedOptions } from "./options.ts";

/** A generated sequence to measure beside the inputs. */
export interface Reference {
  readonly name: string;
  readonly recipe: string;
  readonly family?: Family;
}

/** What a run measures beside the requested inputs. */
export interface ScanExtent {
  /** for runs that place their samples */
  readonly mapReferences?: readonly Reference[];
  /** whether to compute the estimates of the default view; tables do not show them */
  readonly estimates?: boolean;
  /** whether many files are one input for each type */
  readonly types?: boolean;
}

/** Common options of commands that take several inputs. */
export interface InputOptions extends SharedOptions {
  /** generated sequences; each gets the next seed, since one seed would give them the same draws */
  readonly recipe?: readonly string[];
}

/** Whether any input is named; else the input is standard input. */
export function namesInputs(paths: readonly string[], options: InputOptions): boolean {
  const { corpora, filesFrom, recipe } = options;
  return paths.length > 0 || corpora !== undefined || filesFrom !== undefined || recipe !== undefined;
}

/** A path is a file that is read as usual: of a million files, only the paths are in memory. */
type PlannedInput =
  | string
  | { readonly name: string; readonly input: TaskInput; readonly options?: MeasureOptions };

/**
 * Turns paths and options into tasks; reads only folders and standard input.
 *
 * @throws UsageError for wrong options
 */
export async function planScan(
  paths: readonly string[],
  options: InputOptions,
  io: Io,
  { mapReferences = referenceRecipes, estimates = true, types = false }: ScanExtent = {},
): Promise<BatchPlan> {
  await requireEncoding(options);
  const spectrum = options.estimator === undefined;
  const measure: MeasureOptions = {
    ...measureOptionsOf(options, spectrum),
    estimators: spectrum && !estimates ? [] : await chooseEstimators(options.estimator),
  };
  const environment = environmentOf(options, io);
  const { corpora } = environment;
  const task = (name: string, input: TaskInput, options = measure): MeasureTask => ({
    name,
    input,
    options,
    environment,
  });

  const inputs: PlannedInput[] = [];
  const add = ({ name, input }: { readonly name: string; readonly input: TaskInput }): void => {
    const isUsual = input.kind === "file" && name === input.path && Object.keys(input).length === 2;
    inputs.push(isUsual ? name : { name, input });
  };
  const named = await allPaths(paths, options, io);
  const given = namesInputs(paths, options) ? named : { typed: ["-"] };
  const groups = options.together === true ? new InputGroups() : undefined;
  const found: FoundInput[] = [];
  const take =
    groups !== undefined
      ? (one: FoundInput) => groups.add(one)
      : types && spectrum
        ? (one: FoundInput) => found.push(one)
        : add;
  const { skipped, failed } = await eachInput(given, options, io, take);
  const typed = found.length > fewFiles ? byType(found, await kindsOfHeads()) : found;
  for (const input of groups?.inputs() ?? typed) add(input);
  for (const [i, recipe] of (options.recipe ?? []).entries()) {
    await requireRecipe(recipe, options, corpora);
    const own = { ...measure, seed: measure.seed + i };
    inputs.push({ name: recipe, input: { kind: "recipe", recipe }, options: own });
  }
  // Behind the inputs, as their backdrop.
  if (options.corpora !== undefined) {
    const { readCatalogue, selectCorpora } = await import("../input/corpora/catalogue.ts");
    const selection = selectCorpora(options.corpora, await readCatalogue(corpora.manifests));
    if (selection.status !== "ok") throw new UsageError(selection.reason);
    for (const id of selection.ids) add({ name: id, input: { kind: "corpus", id } });
  }
  const tasks = listOf(inputs.length, (index) => {
    const planned = inputs[index]!;
    if (typeof planned === "string") return task(planned, { kind: "file", path: planned });
    return task(planned.name, planned.input, planned.options);
  });
  const references =
    measure.spectrum && tasks.length > 0 ? await referenceTasks(mapReferences, estimates, task) : [];
  return {
    ...{ tasks, references, skipped, failed, options: measure },
    ...(typed !== found ? { files: found.map(({ input }) => input).filter(isFile) } : {}),
  };
}

/** References have their own sizes and seed, with which they were measured at build time. */
async function referenceTasks(
  references: readonly Reference[],
  estimates: boolean,
  task: (name: string, input: TaskInput) => MeasureTask,
): Promise<MeasureTask[]> {
  const { referenceEstimators, referenceSeed, referenceSize } = await import(
    "../spectrum/measured-references.ts"
  );
  const estimators = estimates ? await chooseEstimators(referenceEstimators) : [];
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

/** A generated sequence as an input. @throws UsageError for an encoding or a wrong sample size */
export async function recipeTask(recipe: string, options: SharedOptions, io: Io): Promise<MeasureTask> {
  requireOwnSymbols(options);
  return {
    name: recipe,
    input: { kind: "recipe", recipe },
    options: measureOptionsOf(options, true),
    environment: environmentOf(options, io),
  };
}

/** What is measured, without estimators. @throws UsageError for a wrong sample size */
function measureOptionsOf(options: SharedOptions, spectrum: boolean): MeasureOptions {
  return {
    sample: requireSampleSize(options.sample, "--sample"),
    ...(spectrum && options.settle === true ? { readOn: settlingLimit } : {}),
    encoding: options.encoding,
    ...(options.charset === "auto" ? {} : { charset: options.charset }),
    seed: options.seed,
    estimators: [],
    spectrum,
  };
}

function environmentOf(options: SharedOptions, io: Io): TaskEnvironment {
  return { corpora: corporaOf(io), cacheFolder: cacheOf(options, io) };
}

/** A generated sequence has its own symbols. @throws UsageError for an encoding */
function requireOwnSymbols({ encoding, charset }: SharedOptions): void {
  if (encoding !== "bytes" || charset !== "auto") {
    throw new UsageError("the symbols of a recipe are its own: leave out --encoding and --charset");
  }
}

/** Checks a recipe; missing texts are reported when it is measured. @throws UsageError or RecipeError */
async function requireRecipe(recipe: string, options: SharedOptions, corpora: CorpusRoots): Promise<void> {
  requireOwnSymbols(options);
  const { bindRecipe } = await import("../sources/recipe.ts");
  const { recipeWorld } = await import("../input/recipe-world.ts");
  try {
    await bindRecipe(recipe, recipeWorld(corpora, "."));
  } catch (error) {
    if (error instanceof RecipeError) throw error;
  }
}

/** Key of the group of individually named files. */
const named = Symbol("named");

/** Groups files into inputs: each folder is one, and so are all named files. Standard input and the like stay separate. */
class InputGroups {
  readonly #groups = new Map<string | typeof named, FileInput[]>();
  readonly #single: { readonly name: string; readonly input: TaskInput }[] = [];

  add({ name, input, folder }: FoundInput): void {
    if (input.kind !== "file") {
      this.#single.push({ name, input });
      return;
    }
    const key = folder ?? named;
    const files = this.#groups.get(key);
    if (files === undefined) this.#groups.set(key, [input]);
    else files.push(input);
  }

  /** The inputs, in the order of the first file of each; separate ones come last. */
  *inputs(): Generator<{ readonly name: string; readonly input: TaskInput }> {
    for (const [key, files] of this.#groups) {
      const [first] = files;
      const others = files.length - 1;
      const name = key !== named ? key : others === 0 ? first!.path : `${first!.path} and ${others} more`;
      // A single file is sampled without being read in full.
      yield { name, input: others === 0 ? first! : { kind: "files", files, skipUnreadable: true } };
    }
    yield* this.#single;
  }
}

/**
 * Checks the requirements of text before anything is read.
 *
 * @throws UsageError when the tokenizer's package is not installed, or a charset is given for bytes
 */
export async function requireEncoding({ encoding, charset }: SharedOptions): Promise<void> {
  if (encoding === "bytes" && charset !== "auto") {
    throw new UsageError("bytes have no --charset: leave it out, or choose an --encoding that reads text");
  }
  if (encoding === "bytes" || encoding === "characters" || encoding === "words") return;
  const { requireTokenizer } = await import("../encodings/tokenizer.ts");
  requireTokenizer(encoding);
}
