import { fstatSync } from "node:fs";
import type { AccountedInput, BatchPlan } from "../batch/run-batch.ts";
import type { MeasureOptions, MeasureTask, TaskEnvironment, TaskInput } from "../batch/task.ts";
import { InputError, UsageError } from "../core/errors.ts";
import type { Family } from "../core/report.ts";
import { discoverInputs } from "../input/discover.ts";
import { readStdin } from "../input/read-stdin.ts";
import { requireSampleSize } from "../input/size.ts";
import { referenceRecipes } from "../spectrum/reference-recipes.ts";
import { chooseEstimators } from "./choose-estimators.ts";
import { foldersOf } from "./folders.ts";
import { corporaOf } from "./installation.ts";
import type { Io } from "./io.ts";
import type { SharedOptions } from "./options.ts";

/** Names of commands, for the hint when a path that does not exist looks like one. */
const commands = [
  ...["explain", "compare", "report", "map", "ngrams", "generate", "sources", "truth", "calibrate", "sweep"],
  ...["estimators", "corpora", "schema"],
];

/** A generated sequence to measure beside the inputs. */
export interface Reference {
  readonly name: string;
  readonly recipe: string;
  readonly family?: Family;
}

/**
 * Turns paths and options into tasks; reads nothing but folders and standard input.
 *
 * @param beside references, for runs that place their samples
 * @throws UsageError for wrong options
 */
export async function planScan(
  paths: readonly string[],
  options: SharedOptions,
  io: Io,
  beside: readonly Reference[] = referenceRecipes,
): Promise<BatchPlan> {
  const measure: MeasureOptions = {
    sample: requireSampleSize(options.sample, "--sample"),
    encoding: options.encoding,
    seed: options.seed,
    estimators: chooseEstimators(options.estimator),
    spectrum: options.estimator === undefined,
  };
  const corpora = await corporaOf(io);
  const environment: TaskEnvironment = { corpora, cacheFolder: options.cache ? foldersOf(io).cache : null };
  const task = (name: string, input: TaskInput): MeasureTask => ({
    name,
    input,
    options: measure,
    environment,
  });

  const tasks: MeasureTask[] = [];
  const skipped: AccountedInput[] = [];
  const failed: AccountedInput[] = [];
  if (options.corpora !== undefined) {
    const { readCatalogue } = await import("../input/corpora/catalogue.ts");
    const { selectCorpora } = await import("../input/corpora/select-corpora.ts");
    const selection = selectCorpora(options.corpora, await readCatalogue(corpora.manifests));
    if (selection.status !== "ok") throw new UsageError(selection.reason);
    for (const id of selection.ids) tasks.push(task(id, { kind: "corpus", id }));
  }
  const given = paths.length === 0 && options.corpora === undefined ? ["-"] : paths;
  for (const found of await discoverInputs(given, walkOptions(options))) {
    if (found.status === "file") tasks.push(task(found.path, { kind: "file", path: found.path }));
    else if (found.status === "stdin") {
      const bytes = await collected(io);
      if (typeof bytes === "string") failed.push({ input: options.stdinName, reason: bytes });
      else tasks.push(task(options.stdinName, { kind: "bytes", bytes }));
    } else if (found.status === "skipped") skipped.push({ input: found.path, reason: found.reason });
    else failed.push({ input: found.path, reason: withCommandHint(found.path, found.reason) });
  }
  const references = (measure.spectrum ? beside : []).map(({ name, recipe, family }) => ({
    ...task(name, { kind: "recipe", recipe }),
    ...(family === undefined ? {} : { family }),
  }));
  return { tasks, references: tasks.length === 0 ? [] : references, skipped, failed, options: measure };
}

/** Standard input, or why it could not be read: the other inputs go on. */
async function collected(io: Io): Promise<Uint8Array | string> {
  if (isFolder(io.stdin.fd)) return "is a folder, not a stream; name it instead";
  try {
    return await readStdin(io.stdin);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** Node gives a folder on standard input as an empty stream, which would pass for an empty input. */
function isFolder(descriptor: number | undefined): boolean {
  try {
    return descriptor !== undefined && fstatSync(descriptor).isDirectory();
  } catch {
    return false;
  }
}

function walkOptions(options: SharedOptions) {
  return {
    ...(options.include === undefined ? {} : { include: options.include }),
    ...(options.exclude === undefined ? {} : { exclude: options.exclude }),
  };
}

function withCommandHint(path: string, reason: string): string {
  const near = commands.find((command) => isTypo(path, command));
  return near === undefined ? reason : `${reason}. Did you mean the command "${near}"?`;
}

/** Whether two words differ by one letter left out, put in, changed or swapped. */
function isTypo(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [restA, restB] = [a.slice(i), b.slice(i)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
