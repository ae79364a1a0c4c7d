import { defaultSeed } from "../core/constants.ts";
import { InputError, NoField } from "../core/errors.ts";
import type { EstimationContext } from "../core/estimator.ts";
import { Random } from "../core/random.ts";
import { estimationContext } from "../estimators/context.ts";
import { estimatorRegistry } from "../estimators/registry.ts";
import { symbolCounts } from "../estimators/shared.ts";
import { isPlainFile } from "../input/open-input.ts";
import { defaultReading } from "../input/reading.ts";
import { sha256 } from "../input/sha256.ts";
import { faultOf } from "../input/system-fault.ts";
import type { ReportedMeasurement, Sample } from "../results/report.ts";
import { shareRead } from "../results/report.ts";
import { cacheKey, readCache, writeCache } from "./cache.ts";
import { knownMeasurement, knownOf, knownRow } from "./known-row.ts";
import { loadInput } from "./load-input.ts";
import type { LoadedInput } from "./loaded-input.ts";
import { measureStream, streamable } from "./measure-stream.ts";
import { describedEncoding, presentSymbols, reported, withUnits, worded } from "./reported.ts";
import { settleVerdict } from "./settle-verdict.ts";
import { type EstimatorChoice, type MeasureTask, pathBytes, type TaskResult } from "./task.ts";

declare const __MESOSCOPE_BUILD__: string | undefined;

/** Hash of the sources of this build: results of another build are never taken from the cache. */
const buildId: string = typeof __MESOSCOPE_BUILD__ === "string" ? __MESOSCOPE_BUILD__ : "unbundled";

/**
 * Measures one input: the whole work of a worker.
 *
 * @returns the row of the report, or why there is none
 * @throws never for a faulty input
 */
export async function measureTask(task: MeasureTask): Promise<TaskResult> {
  try {
    return { status: "ok", sample: await measureSample(task) };
  } catch (error) {
    if (error instanceof NoField) return { status: "failed", reason: error.message, noField: true };
    if (error instanceof InputError) return { status: "failed", reason: error.message };
    return { status: "failed", reason: `could not be measured: ${faultOf(error)}` };
  }
}

/**
 * The row of one input.
 *
 * @param done called with the number of finished steps, of `measureSteps`
 * @throws InputError when the input cannot be read; UsageError for a wrong request
 */
export async function measureSample(task: MeasureTask, done: Done = () => {}): Promise<Sample> {
  return (await streams(task)) ? measureStream(task) : measureInMemory(task, done);
}

/** Number of steps of `measureSample`: reading, each estimator, and placing. */
export function measureSteps({ options }: MeasureTask): number {
  return 1 + options.estimators.length + (options.spectrum ? 1 : 0);
}

type Done = (finished: number) => void;

/** Measures some inputs. @returns their results as JSON, which crosses threads faster than objects */
export async function measureParcel(tasks: readonly MeasureTask[]): Promise<string> {
  const results: TaskResult[] = [];
  for (const task of tasks) results.push(await measureTask(task));
  return JSON.stringify(results);
}

/** Compressed files and records must be opened first. @throws InputError when the file cannot be read */
async function streams(task: MeasureTask): Promise<boolean> {
  const { input } = task;
  return (
    input.kind === "file" &&
    (await streamable(task)) &&
    isPlainFile(input.path, input.reading ?? defaultReading, pathBytes(input))
  );
}

/**
 * The result that an earlier run stored for the same content.
 *
 * @returns null when there is none, or the input cannot be read
 */
export async function cachedTask(task: MeasureTask): Promise<TaskResult | null> {
  const { cacheFolder } = task.environment;
  try {
    const shipped = await knownRow(task);
    if (shipped !== undefined) return { status: "ok", sample: shipped };
    if (cacheFolder === null || (await streams(task))) return null;
    if (task.input.kind === "recipe") {
      const named = cachedRecipe(task, cacheFolder, await recipeKey(task.input.recipe, task));
      return named === undefined ? null : { status: "ok", sample: named };
    }
    const loaded = await loadInput(task);
    const cached = readCache<Sample>(cacheFolder, cacheKey([...contentOf(loaded), task.options]));
    return cached === undefined ? null : { status: "ok", sample: withProvenance(task, loaded, cached) };
  } catch {
    return null;
  }
}

/** A recipe with the same texts makes the same sequence: its result is found without generating it. */
async function recipeKey(recipe: string, { options, environment }: MeasureTask): Promise<string> {
  const texts = mayReadTexts(recipe) ? await textsOf(recipe, environment) : [];
  return cacheKey([buildId, "recipe", recipe, options, texts.map(sha256)]);
}

/** Whether a recipe may name a source that reads a text; most recipes do not, and need not be parsed. */
const mayReadTexts = (recipe: string) => /corpus|file/i.test(recipe);

async function textsOf(recipe: string, { corpora }: MeasureTask["environment"]): Promise<Uint8Array[]> {
  const { bindTexts } = await import("../sources/recipe.ts");
  const { recipeWorld } = await import("../input/recipe-world.ts");
  return bindTexts(recipe, recipeWorld(corpora, "."));
}

function cachedRecipe({ name, family }: MeasureTask, folder: string, key: string): Sample | undefined {
  const cached = readCache<Sample>(folder, key);
  return cached && { ...cached, name, family: family ?? null };
}

async function measureInMemory(task: MeasureTask, done: Done): Promise<Sample> {
  const shipped = await knownRow(task);
  if (shipped !== undefined) return shipped;
  const { cacheFolder } = task.environment;
  const named =
    task.input.kind === "recipe" && cacheFolder !== null
      ? await recipeKey(task.input.recipe, task)
      : undefined;
  if (named !== undefined) {
    const known = cachedRecipe(task, cacheFolder!, named);
    if (known !== undefined) return known;
  }
  const loaded = await loadInput(task);
  const measure = async () =>
    settleVerdict(task, await measureLoaded(task, loaded, contextOf(task, loaded), done), measureSample);
  done(1);
  if (cacheFolder === null) return measure();
  const key = named ?? cacheKey([...contentOf(loaded), task.options]);
  const cached = readCache<Sample>(cacheFolder, key);
  if (cached !== undefined) return withProvenance(task, loaded, cached);
  const sample = await measure();
  writeCache(cacheFolder, key, sample);
  return sample;
}

/** The build and everything about the input that can change its result, for the key of a result. */
export function contentOf(loaded: LoadedInput): readonly unknown[] {
  const { sequence, sampleSha256, blocks, size, declaredAlphabet, provenance } = loaded;
  return [
    buildId,
    sampleSha256,
    sequence.decoding.charset,
    sequence.library ?? null,
    sequence.segmentEnds,
    blocks,
    size,
    declaredAlphabet,
    // Two recipes can make the same bytes and have different truths.
    provenance.kind === "recipe" ? provenance.recipe : null,
  ];
}

/**
 * A stored row of an input with the same content. The key has neither its origin nor what happened while it was read: the same
 * bytes give the same result.
 */
export function withProvenance(task: MeasureTask, loaded: LoadedInput, cached: Sample): Sample {
  return {
    ...cached,
    name: task.name,
    provenance: loaded.provenance,
    family: task.family ?? null,
    sha256: loaded.sha256,
    warnings: loaded.warnings.map(worded),
  };
}

/**
 * What estimators get of an input, with the random numbers of a seed. An input that is read whole uses a fixed seed for its
 * reading orders, so that the verdict on a file does not depend on the seed.
 */
export function contextOf({ options }: MeasureTask, loaded: LoadedInput): EstimationContext {
  const { sequence, bytes } = loaded;
  const seed = shareRead(loaded) === 1 ? defaultSeed : options.seed;
  return estimationContext(sequence, bytes, Random.fromSeed(seed).fork("measure"));
}

async function measurement({ id, params }: EstimatorChoice, context: EstimationContext) {
  const estimator = await estimatorRegistry.get(id);
  return reported(await estimator.measure(context, params));
}

/** The exact truths of a generated sequence. */
export function exactTruth(loaded: LoadedInput): Sample["truth"] {
  const truth = loaded.truth();
  return truth === null ? null : withUnits(truth);
}

/** The row of an input in memory. @throws RangeError when tables cannot be allocated */
export async function measureLoaded(
  task: MeasureTask,
  loaded: LoadedInput,
  context: EstimationContext = contextOf(task, loaded),
  done: Done = () => {},
): Promise<Sample> {
  const { options } = task;
  const { sequence, declaredAlphabet } = loaded;
  const known = await knownOf(task, loaded);
  const measurements: ReportedMeasurement[] = [];
  for (const choice of options.estimators) {
    measurements.push(knownMeasurement(choice, known) ?? (await measurement(choice, context)));
    done(1 + measurements.length);
  }
  const spectrum = options.spectrum ? (known.spectrum ?? (await place(context, loaded, options))) : null;
  const n = sequence.symbols.length;
  const ranked = options.sample === "all" || n >= options.sample;
  return {
    name: task.name,
    provenance: loaded.provenance,
    family: task.family ?? null,
    size: loaded.size,
    sha256: loaded.sha256,
    sampleSha256: loaded.sampleSha256,
    blocks: loaded.blocks,
    n,
    encoding: describedEncoding(sequence),
    alphabet: { declared: declaredAlphabet, present: presentSymbols(context.get(symbolCounts)) },
    ranked,
    notRankedBecause: ranked ? null : `${n} symbols, fewer than the ${options.sample} of the others`,
    truth: options.withoutTruth === true ? null : (known.truth ?? exactTruth(loaded)),
    measurements,
    spectrum,
    warnings: loaded.warnings.map(worded),
  };
}

/** Loads the observer only where a sample must be placed. */
async function place(
  context: EstimationContext,
  loaded: LoadedInput,
  { moreOrders }: MeasureTask["options"],
) {
  const { placeOnSpectrum } = await import("../spectrum/place-on-spectrum.ts");
  return placeOnSpectrum(context, loaded.declaredAlphabet, {
    rounds: moreOrders ? 4 : 1,
    share: shareRead(loaded),
    cut: loaded.blocks.length > 1 && loaded.pieces === undefined,
  });
}
