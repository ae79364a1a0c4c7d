import { resolve } from "node:path";
import * as z from "zod";
import type { LiveSink, Outcome, ReportCall } from "../../command/command.ts";
import { cacheOf, corporaOf } from "../../command/installation.ts";
import { type Io, write } from "../../command/io.ts";
import { type SharedOptions, splitOutside } from "../../command/options.ts";
import { requireWritable, writeOutput } from "../../command/write-output.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { readRegularJson, smallFiles } from "../../input/open-regular.ts";
import { sha256 } from "../../input/sha256.ts";
import { requireSize } from "../../input/size.ts";
import { chooseEstimators } from "../../run/choose-estimators.ts";
import { installedWorker } from "../../run/installation.ts";
import { interrupted, interruptible } from "../../run/interruptible.ts";
import { inThread, workerThreads } from "../../run/pool.ts";
import { planSweep, runSweep, type SweepRun } from "./run-sweep.ts";
import {
  type Sweep,
  type SweepCurve,
  type SweepMetadata,
  type SweepOptions,
  sweepMetadataSchema,
  sweepVersion,
} from "./sweep-schema.ts";

export interface SweepCommandOptions extends SharedOptions {
  readonly parameter?: readonly string[];
  readonly size: string;
  readonly repeat: number;
  readonly from?: string;
}

const defaultEstimators = ["block-gain", "observer", "excess-entropy"];

/**
 * Measures a grid, or repeats a recorded one. Writes metadata beside the output.
 *
 * @throws UsageError for wrong options; InputError for a file that cannot be repeated
 */
export async function sweepGrid(call: ReportCall<SweepCommandOptions>): Promise<Outcome<Sweep>> {
  const { paths: recipes, options, io, format } = call;
  const recorded =
    options.from === undefined ? undefined : await readMetadata(options.from, recipes, options, io);
  const metadataFile = options.output === undefined ? undefined : `${options.output}.meta.json`;
  requireWritable(io, metadataFile, options.force);
  const { sweep, unfinished } = await measured(
    recorded?.options ?? (await optionsOf(recipes, options)),
    call,
  );
  const errors = unfinished.map((input) => ({ input, reason: interrupted }));
  const written = async (text: string) => {
    // An interrupted sweep cannot be repeated.
    if (errors.length > 0) return;
    const { curves: _, ...about } = sweep;
    const metadata: SweepMetadata = {
      ...about,
      format: format as SweepMetadata["format"],
      sha256: sha256(text),
    };
    if (metadataFile !== undefined)
      await writeOutput(io, metadataFile, `${JSON.stringify(metadata, null, 2)}\n`, options.force);
    if (recorded !== undefined && options.quiet !== true)
      await write(io.stderr, likeness(recorded, metadata));
  };
  return { result: sweep, errors, written };
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
    parameters: (options.parameter ?? []).map(parseParameter),
    sizes: [...new Set(sizes)].sort((a, b) => a - b),
    repeat: options.repeat,
    seed: options.seed,
    estimators: (await chooseEstimators(options.estimator ?? defaultEstimators)).map(({ id, params }) => ({
      id,
      params: { ...params },
    })),
  };
}

/** Parses `name=v1,v2`; commas within brackets do not split. @throws UsageError */
function parseParameter(text: string): SweepOptions["parameters"][number] {
  const at = text.indexOf("=");
  const values = at < 1 ? [] : splitOutside(text.slice(at + 1));
  if (values.length === 0) throw new UsageError(`-p takes name=value,value,..., not "${text}"`);
  return { name: text.slice(0, at).trim(), values };
}

/** @throws InputError when the file is not the metadata of a sweep; UsageError for options it would override */
async function readMetadata(
  path: string,
  recipes: readonly string[],
  options: SweepCommandOptions,
  io: Io,
): Promise<SweepMetadata> {
  if (recipes.length > 0 || options.parameter !== undefined || options.estimator !== undefined) {
    throw new UsageError("--from repeats a sweep unchanged: leave out the recipe, -p and -e");
  }
  return parseMetadata(path, io);
}

async function parseMetadata(path: string, io: Io): Promise<SweepMetadata> {
  let read: unknown;
  try {
    read = readRegularJson(resolve(io.cwd, path), smallFiles.sweep);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const what = `not the metadata of a sweep of version ${sweepVersion}: `;
    // The platform's message for invalid JSON depends on its version.
    const reason = error.message.replace(/^not JSON: .*/s, "no JSON");
    throw new InputError(`${path}: ${/^not? JSON/.test(reason) ? what : ""}${reason}`);
  }
  try {
    const metadata = sweepMetadataSchema.parse(read);
    for (const { id, params } of metadata.options.estimators)
      (await estimatorRegistry.get(id)).parseParameters(params);
    return metadata;
  } catch (error) {
    if (error instanceof UsageError) throw new InputError(`${path}: ${error.message}`);
    const why = error instanceof z.ZodError ? z.prettifyError(error).split("\n")[0] : "no JSON";
    throw new InputError(`${path}: not the metadata of a sweep of version ${sweepVersion}: ${why}`);
  }
}

async function measured(
  sweepOptions: SweepOptions,
  { options, io, maker, progress, signal, live }: ReportCall<SweepCommandOptions>,
): Promise<SweepRun> {
  const cacheFolder = cacheOf(options, io);
  const plan = await planSweep(sweepOptions, { corpora: corporaOf(io), cacheFolder });
  const count = plan.subjects.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const threads = Math.min(options.jobs ?? io.processors, count);
  const runner = threads > 1 ? workerThreads(installedWorker(), threads) : inThread;
  const rows = live as LiveSink<readonly SweepCurve[], SweepOptions> | undefined;
  rows?.begin(plan.options);
  return runSweep(
    plan,
    maker,
    interruptible(runner, signal),
    (curves, place) => rows?.row(curves, place),
    (done) => progress(done, count),
  );
}

/** Whether a repetition gave the same bytes, in one line. */
function likeness(before: SweepMetadata, now: SweepMetadata): string {
  if (before.format !== now.format)
    return `mesoscope: repeated as ${now.format}; recorded as ${before.format}\n`;
  if (before.sha256 === now.sha256) return "mesoscope: the same bytes as recorded\n";
  const { tool, environment } = before;
  return `mesoscope: the bytes differ from those recorded by mesoscope ${tool.version} on Node ${environment["node"] ?? "unknown"}\n`;
}
