import type { Sample } from "../results/report.ts";
import { cacheKey, readCache, writeCache } from "./cache.ts";
import { knownRow } from "./known-row.ts";
import { loadInput } from "./load-input.ts";
import type { LoadedInput } from "./loaded-input.ts";
import { isStreamed } from "./measure-stream.ts";
import { worded } from "./reported.ts";
import type { MeasureTask, TaskResult } from "./task.ts";

declare const __MESOSCOPE_BUILD__: string | undefined;

/** Hash of the sources of this build: results of another build are never taken from the cache. */
const buildId: string = typeof __MESOSCOPE_BUILD__ === "string" ? __MESOSCOPE_BUILD__ : "unbundled";

/**
 * The result that an earlier run stored for the same content.
 *
 * @returns null when there is none, or the input cannot be read
 */
export async function cachedTask(task: MeasureTask): Promise<TaskResult | null> {
  try {
    const sample = (await knownRow(task)) ?? storedByRecipe(task) ?? (await storedByContent(task));
    return sample === undefined ? null : { status: "ok", sample };
  } catch {
    return null;
  }
}

/** A recipe that reads no text always makes the same sequence: its result is found without generating it. */
const isFixed = (recipe: string) => !/corpus|file/i.test(recipe);

const recipeKey = (recipe: string, options: MeasureTask["options"]) =>
  cacheKey([buildId, "recipe", recipe, options]);

/** The stored row of a recipe, by its text. */
export function storedByRecipe({
  name,
  family,
  input,
  options,
  environment,
}: MeasureTask): Sample | undefined {
  const { cacheFolder } = environment;
  if (cacheFolder === null || input.kind !== "recipe" || !isFixed(input.recipe)) return undefined;
  const cached = readCache<Sample>(cacheFolder, recipeKey(input.recipe, options));
  return cached && { ...cached, name, family: family ?? null };
}

/** The stored row of any other input, by what is read of it. @throws InputError when it cannot be read */
async function storedByContent(task: MeasureTask): Promise<Sample | undefined> {
  const { input, environment } = task;
  const { cacheFolder } = environment;
  if (cacheFolder === null || (input.kind === "recipe" && isFixed(input.recipe))) return undefined;
  if (await isStreamed(task)) return undefined;
  const loaded = await loadInput(task);
  const cached = readCache<Sample>(cacheFolder, keyOf(task, loaded));
  return cached && withProvenance(task, loaded, cached);
}

/** The stored row of what was loaded; else that of `measure`, which is stored. */
export async function throughStore(
  task: MeasureTask,
  loaded: LoadedInput,
  measure: () => Promise<Sample>,
): Promise<Sample> {
  const { cacheFolder } = task.environment;
  if (cacheFolder === null) return measure();
  const key = keyOf(task, loaded);
  const cached = readCache<Sample>(cacheFolder, key);
  if (cached !== undefined) return withProvenance(task, loaded, cached);
  const sample = await measure();
  writeCache(cacheFolder, key, sample);
  return sample;
}

const keyOf = ({ input, options }: MeasureTask, loaded: LoadedInput): string =>
  input.kind === "recipe" && isFixed(input.recipe)
    ? recipeKey(input.recipe, options)
    : cacheKey([...contentOf(loaded), options]);

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
