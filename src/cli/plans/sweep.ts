import { createHash } from "node:crypto";
import { resolve } from "node:path";
import * as z from "zod";
import { InputError, UsageError } from "../../core/errors.ts";
import { estimatorRegistry } from "../../estimators/registry.ts";
import { planSweep, runSweep } from "../../experiments/run-sweep.ts";
import {
  type Sweep,
  type SweepMetadata,
  type SweepOptions,
  sweepMetadataSchema,
  sweepVersion,
} from "../../experiments/sweep-schema.ts";
import { readRegularJson, smallFiles } from "../../input/open-regular.ts";
import { requireSize } from "../../input/size.ts";
import { chooseEstimators } from "../../run/choose-estimators.ts";
import { inThread, workerThreads } from "../../run/pool.ts";
import type { Outcome, ReportCall } from "../command.ts";
import { cacheOf } from "../folders.ts";
import { corporaOf } from "../installation.ts";
import { type Io, write } from "../io.ts";
import { type SharedOptions, splitOutside } from "../options.ts";
import { workerFile } from "../worker-file.ts";
import { requireWritable, writeOutput } from "../write-output.ts";

export interface SweepCommandOptions extends SharedOptions {
  readonly parameter?: readonly string[];
  readonly size: string;
  readonly repeat: string;
  readonly from?: string;
}

/** Estimators of a sweep that names none. */
const usualEstimators = ["block-gain", "observer", "excess-entropy"];

/**
 * Measures a grid, or one that was recorded. What is written gets its metadata beside it.
 *
 * @throws UsageError for wrong options; InputError for a file that cannot be repeated
 */
export async function sweepGrid(call: ReportCall<SweepCommandOptions>): Promise<Outcome<Sweep>> {
  const { paths: recipes, options, io, format } = call;
  const recorded = options.from === undefined ? undefined : readMetadata(options.from, recipes, options, io);
  const metadataFile = options.output === undefined ? undefined : `${options.output}.meta.json`;
  requireWritable(io, metadataFile);
  const sweep = await measured(recorded?.options ?? optionsOf(recipes, options), call);
  const written = async (text: string) => {
    const { curves: _, ...about } = sweep;
    const metadata: SweepMetadata = {
      ...about,
      format: format as SweepMetadata["format"],
      sha256: sha256(text),
    };
    if (metadataFile !== undefined)
      await writeOutput(io, metadataFile, `${JSON.stringify(metadata, null, 2)}\n`);
    if (recorded !== undefined && options.quiet !== true)
      await write(io.stderr, likeness(recorded, metadata));
  };
  return { result: sweep, written };
}

/** The format of a sweep that is to be repeated. @returns undefined when the file is not the metadata of a sweep */
export function recordedFormat(path: string, io: Io): SweepMetadata["format"] | undefined {
  try {
    return parseMetadata(path, io).format;
  } catch {
    return undefined;
  }
}

function optionsOf(recipes: readonly string[], options: SweepCommandOptions): SweepOptions {
  const [recipe] = recipes;
  if (recipe === undefined)
    throw new UsageError("sweep wants a recipe, or --from with the metadata of a sweep");
  const sizes = options.size.split(",").map((text) => requireSize(text.trim(), "--size"));
  return {
    recipe,
    parameters: (options.parameter ?? []).map(parseParameter),
    sizes: [...new Set(sizes)].sort((a, b) => a - b),
    repeat: requireRepeat(options.repeat),
    seed: options.seed,
    estimators: chooseEstimators(options.estimator ?? usualEstimators).map(({ id, params }) => ({
      id,
      params: { ...params },
    })),
  };
}

/** `name=v1,v2`; commas within brackets part nothing. @throws UsageError */
function parseParameter(text: string): SweepOptions["parameters"][number] {
  const at = text.indexOf("=");
  const values = at < 1 ? [] : splitOutside(text.slice(at + 1));
  if (values.length === 0) throw new UsageError(`-p wants name=value,value,..., not "${text}"`);
  return { name: text.slice(0, at).trim(), values };
}

function requireRepeat(text: string): number {
  const repeat = Number(text);
  if (!/^\d+$/.test(text) || repeat < 1 || repeat > 10_000) {
    throw new UsageError(`--repeat takes a whole number from 1 to 10000, not "${text}"`);
  }
  return repeat;
}

/** @throws InputError when the file is not the metadata of a sweep; UsageError for options it would override */
function readMetadata(
  path: string,
  recipes: readonly string[],
  options: SweepCommandOptions,
  io: Io,
): SweepMetadata {
  if (recipes.length > 0 || options.parameter !== undefined || options.estimator !== undefined) {
    throw new UsageError("--from repeats a sweep as it was: leave out the recipe, -p and -e");
  }
  return parseMetadata(path, io);
}

function parseMetadata(path: string, io: Io): SweepMetadata {
  let read: unknown;
  try {
    read = readRegularJson(resolve(io.cwd, path), smallFiles.sweep);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const what = `not the metadata of a sweep of version ${sweepVersion}: `;
    throw new InputError(`${path}: ${error.message.startsWith("not JSON") ? what : ""}${error.message}`);
  }
  try {
    const metadata = sweepMetadataSchema.parse(read);
    for (const { id, params } of metadata.options.estimators) estimatorRegistry.get(id).params.parse(params);
    return metadata;
  } catch (error) {
    if (error instanceof UsageError) throw new InputError(`${path}: ${error.message}`);
    const why = error instanceof z.ZodError ? z.prettifyError(error).split("\n")[0] : "no JSON";
    throw new InputError(`${path}: not the metadata of a sweep of version ${sweepVersion}: ${why}`);
  }
}

async function measured(
  sweepOptions: SweepOptions,
  { options, io, maker, progress }: ReportCall<SweepCommandOptions>,
): Promise<Sweep> {
  const cacheFolder = cacheOf(options, io);
  const plan = await planSweep(sweepOptions, { corpora: corporaOf(io), cacheFolder });
  const count = plan.tasks.length;
  const threads = Math.min(options.jobs ?? io.processors, count);
  const runner = threads > 1 ? workerThreads(workerFile(), threads) : inThread;
  return runSweep(plan, maker, runner, (done) => progress(done, count));
}

/** Whether a repetition gave the same bytes, in one line. */
function likeness(before: SweepMetadata, now: SweepMetadata): string {
  if (before.format !== now.format)
    return `mesoscope: repeated as ${now.format}; recorded as ${before.format}\n`;
  if (before.sha256 === now.sha256) return "mesoscope: the same bytes as recorded\n";
  const { tool, environment } = before;
  return `mesoscope: not the bytes that were recorded, by mesoscope ${tool.version} on Node ${environment["node"] ?? "unknown"}\n`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
