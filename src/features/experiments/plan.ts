import { resolve } from "node:path";
import * as z from "zod";
import type { LiveSink, Outcome, ReportCall } from "../../command/command.ts";
import { cacheOf, corporaOf } from "../../command/installation.ts";
import { type Io, write } from "../../command/io.ts";
import { type SharedOptions, splitOutside } from "../../command/options.ts";
import { requireWritable, writeOutput } from "../../command/write-output.ts";
import { InputError, namedError, UsageError } from "../../core/errors.ts";
import { currentName } from "../../core/other-names.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { NotJson, readRegularJson, smallFiles } from "../../input/open-regular.ts";
import { sha256 } from "../../input/sha256.ts";
import { requireSize } from "../../input/size.ts";
import { chooseEstimators } from "../../run/choose-estimators.ts";
import { installedWorker } from "../../run/installation.ts";
import { interrupted, interruptible } from "../../run/interruptible.ts";
import { inThread, workerThreads } from "../../run/pool.ts";
import { isWholeParameter, setParameter } from "../../sources/recipe.ts";
import { comparable, type GridPlan, planGrid, recipesOf, runGrid } from "./grid.ts";
import { type OwnMeasure, ownMeasure, sectionsMeasure, withOwn } from "./own-measure.ts";
import {
  type Experiment,
  type Row,
  type Sweep,
  type SweepMetadata,
  type SweepOptions,
  sweepMetadataSchema,
} from "./schema.ts";

export interface CalibrateOptions extends SharedOptions {
  readonly length?: string;
  readonly repeat: number;
  readonly measure?: readonly string[];
  readonly quantity: string;
  readonly measureTimeout: number;
}

/** Grades estimators. @throws UsageError for wrong options and for a source without a comparable truth */
export async function calibrate(call: ReportCall<CalibrateOptions>): Promise<Outcome<Experiment>> {
  const { paths, options, io } = call;
  const { measure = [], quantity, measureTimeout } = options;
  if (!Object.hasOwn(quantities, quantity))
    throw new UsageError(`--quantity: no quantity "${quantity}"; mesoscope define lists them`);
  const of = quantity as QuantityId;
  const own = measure.map((command) => ownMeasure(command, of, measureTimeout, io));
  if (of === "boundary") own.push(sectionsMeasure);
  // Boundaries are those of all of a source.
  const lengths = options.length?.split(",").map((text) => requireSize(text.trim(), "-n"));
  return measured(
    {
      recipes: recipesOf(paths, own),
      estimators: await (options.estimator === undefined
        ? comparable(own)
        : chooseEstimators(options.estimator)),
      own,
      lengths: lengths ?? [of === "boundary" ? Number.POSITIVE_INFINITY : usualLength],
      runs: options.repeat,
      seed: options.seed,
    },
    call,
  );
}

/** Symbols of a sequence where none are asked for. */
const usualLength = 10_000;

/** Measures a grid on threads. */
async function measured(
  grid: Omit<GridPlan, "environment" | "own"> & { readonly own: readonly OwnMeasure[] },
  { options, io, maker, progress, signal, live }: ReportCall<SharedOptions>,
): Promise<Outcome<Experiment> & { readonly result: Experiment }> {
  const environment = { corpora: corporaOf(io), cacheFolder: cacheOf(options, io) };
  const plan = { ...grid, environment };
  const cells = await planGrid(plan);
  const count = cells.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const threads = Math.min(options.jobs ?? io.processors, count);
  const runner = threads > 1 ? workerThreads(installedWorker(), threads) : inThread;
  const rows = live as LiveSink<readonly Row[], GridPlan["sweep"] | null> | undefined;
  rows?.begin(plan.sweep ?? null);
  const { experiment, unfinished } = await runGrid(
    plan,
    cells,
    maker,
    interruptible(withOwn(runner, plan.own, threads), signal),
    (some, place) => rows?.row(some, place),
    (done) => progress(done, count),
  );
  return { result: experiment, errors: unfinished.map((input) => ({ input, reason: interrupted })) };
}

export interface SweepCommandOptions extends SharedOptions {
  readonly parameter?: readonly string[];
  readonly size: string;
  readonly repeat: number;
  readonly from?: string;
}

const defaultEstimators = ["randomness", "structure", "growth"];

/**
 * Measures a grid, or repeats a recorded one. Writes metadata beside the output.
 *
 * @throws UsageError for wrong options; InputError for a file that cannot be repeated
 */
export async function sweepGrid(call: ReportCall<SweepCommandOptions>): Promise<Outcome<Sweep>> {
  const { paths: recipes, options, io, format } = call;
  const { from, parameter, estimator } = options;
  if (from !== undefined && (recipes.length > 0 || parameter !== undefined || estimator !== undefined))
    throw new UsageError("--from repeats a sweep unchanged: leave out the recipe, -p and -e");
  const recorded = from === undefined ? undefined : await parseMetadata(from, io);
  const metadataFile = options.output === undefined ? undefined : `${options.output}.meta.json`;
  requireWritable(io, metadataFile, options.force);
  const asked = recorded?.options ?? (await optionsOf(recipes, options));
  const { recipe, parameters, sizes, repeat, seed, estimators } = asked;
  const { result, errors = [] } = await measured(
    {
      recipes: combinations(parameters).map((values) => ({
        recipe: values.reduce((text, [name, value]) => setParameter(text, name, value), recipe),
        values: Object.fromEntries(values),
      })),
      ...{ estimators, own: [], lengths: sizes, runs: repeat, seed },
      sweep: { recipe, parameters, estimators },
    },
    call,
  );
  const written = async (text: string) => {
    // An interrupted sweep cannot be repeated.
    if (errors.length > 0) return;
    const { schemaVersion, tool, environment } = result;
    const metadata: SweepMetadata = {
      ...{ schemaVersion, tool, environment, options: asked },
      format: format as SweepMetadata["format"],
      sha256: sha256(text),
    };
    if (metadataFile !== undefined)
      await writeOutput(io, metadataFile, `${JSON.stringify(metadata, null, 2)}\n`, options.force);
    if (recorded !== undefined && options.quiet !== true)
      await write(io.stderr, likeness(recorded, metadata));
  };
  return { result: result as Sweep, errors, written };
}

/** Every combination; the last parameter changes fastest. */
function combinations(parameters: SweepOptions["parameters"]): (readonly (readonly [string, string])[])[] {
  return parameters.reduce<(readonly (readonly [string, string])[])[]>(
    (before, { name, values }) =>
      before.flatMap((assignment) => values.map((value) => [...assignment, [name, value] as const])),
    [[]],
  );
}

/** The format of a recorded sweep. @returns undefined when the file is not the metadata of a sweep */
export async function recordedFormat(path: string, io: Io): Promise<SweepMetadata["format"] | undefined> {
  try {
    return (await parseMetadata(path, io)).format;
  } catch {
    return undefined;
  }
}

async function optionsOf(recipes: readonly string[], options: SweepCommandOptions): Promise<SweepOptions> {
  const [recipe] = recipes;
  if (recipe === undefined)
    throw new UsageError("sweep takes a recipe, or --from with the metadata of a sweep");
  const sizes = options.size.split(",").map((text) => requireSize(text.trim(), "--size"));
  return {
    recipe,
    parameters: (options.parameter ?? []).map((text) => parseParameter(text, recipe)),
    sizes: [...new Set(sizes)].sort((a, b) => a - b),
    repeat: options.repeat,
    seed: options.seed,
    estimators: (await chooseEstimators(options.estimator ?? defaultEstimators)).map(({ id, params }) => ({
      id,
      params: { ...params },
    })),
  };
}

const number = String.raw`(-?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?)`;
const range = new RegExp(String.raw`^${number}\.\.${number}(?:/(\d{1,4}))?$`);
const usualSteps = 10;

/**
 * Values from one number to another, in 10 equal steps or as many as are asked for; those of a whole parameter are rounded.
 *
 * @param isWhole asked for a range only
 * @throws UsageError
 */
function valuesOf(text: string, isWhole: () => boolean): string[] {
  const [, first, last, count = usualSteps] = range.exec(text.trim()) ?? [];
  if (first === undefined) return [text];
  const [from, to, steps] = [Number(first), Number(last), Number(count)];
  if (!Number.isFinite(from + to) || steps === 0) throw new UsageError(`-p ${text}: no steps`);
  const rounded = isWhole() ? Math.round : (value: number) => Number(value.toPrecision(12));
  const values = Array.from({ length: steps + 1 }, (_, i) => rounded(from + ((to - from) * i) / steps));
  return [...new Set(values)].map(String);
}

/** Parses `name=v1,v2` and `name=v1..v2`; commas within brackets do not split. @throws UsageError */
function parseParameter(text: string, recipe: string): SweepOptions["parameters"][number] {
  const at = text.indexOf("=");
  const name = text.slice(0, Math.max(0, at)).trim();
  const isWhole = () => isWholeParameter(recipe, name);
  const values = at < 1 ? [] : splitOutside(text.slice(at + 1)).flatMap((one) => valuesOf(one, isWhole));
  if (values.length === 0) throw new UsageError(`-p takes name=value,value,..., not "${text}"`);
  return { name, values };
}

/** @throws InputError when the file is not the metadata of a sweep */
async function parseMetadata(path: string, io: Io): Promise<SweepMetadata> {
  const wrong = (why: string) => new InputError(`${path}: not the metadata of a sweep of version 1: ${why}`);
  try {
    const metadata = sweepMetadataSchema.parse(readRegularJson(resolve(io.cwd, path), smallFiles.sweep));
    for (const one of metadata.options.estimators) {
      const id = currentName(one.id);
      // What was renamed lost its parameters.
      if (id !== one.id) Object.assign(one, { id, params: {} });
      (await estimatorRegistry.get(id)).parseParameters(one.params);
    }
    return metadata;
  } catch (error) {
    // The platform's message for invalid JSON depends on its version.
    if (error instanceof NotJson) throw wrong(error.isSyntax ? "no JSON" : error.message);
    if (error instanceof z.ZodError) throw wrong(z.prettifyError(error).split("\n")[0]!);
    throw error instanceof UsageError ? new InputError(`${path}: ${error.message}`) : namedError(path, error);
  }
}

/** Whether a repetition gave the same bytes, in one line. */
function likeness(before: SweepMetadata, now: SweepMetadata): string {
  if (before.format !== now.format)
    return `mesoscope: repeated as ${now.format}; recorded as ${before.format}\n`;
  if (before.sha256 === now.sha256) return "mesoscope: the same bytes as recorded\n";
  const { tool, environment } = before;
  return `mesoscope: the bytes differ from those recorded by mesoscope ${tool.version} on Node ${environment["node"] ?? "unknown"}\n`;
}
