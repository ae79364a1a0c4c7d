import { join, relative, resolve, sep } from "node:path";
import { defaultBaseline, defaultDrift } from "../../check/config-schema.ts";
import type { Instrument } from "../../check/judge.ts";
import {
  choicesOfInstruments,
  inConfig,
  instrumentOf,
  type PlannedBudget,
  planBudget,
} from "../../check/plan-budget.ts";
import { findConfig, type LoadedConfig, readConfig } from "../../check/read-config.ts";
import type { Baseline } from "../../check/schema.ts";
import { readOnTo, usualSample } from "../../core/constants.ts";
import { messageOf, UsageError } from "../../core/errors.ts";
import type { AskedPaths } from "../../input/discover.ts";
import { isThere } from "../../input/is-there.ts";
import { leadsOut } from "../../input/leads-out.ts";
import { distinctName } from "../../input/raw-path.ts";
import { requireSampleSize } from "../../input/size.ts";
import { cachedFirst } from "../../run/cached-first.ts";
import type { TaskRunner } from "../../run/pool.ts";
import type { MeasureTask, TaskInput } from "../../run/task.ts";
import { cacheOf } from "../folders.ts";
import { corporaOf } from "../installation.ts";
import type { Io } from "../io.ts";
import { runnerFor } from "../measure.ts";
import { requireNoOverwrite } from "../no-overwrite.ts";
import type { SharedOptions } from "../options.ts";
import { requireEncoding } from "./require-encoding.ts";

export interface CheckOptions extends SharedOptions {
  readonly config?: string;
  readonly baseline?: string;
}

/** What is in the cache is taken from there; the rest goes to as many threads as it is worth. */
export function checkRunner({ jobs }: SharedOptions, io: Io): TaskRunner {
  return cachedFirst((tasks) => runnerFor({ tasks, options: tasks[0]!.options }, jobs ?? io.processors));
}

/** What the configuration and the options ask for, before any input is known. */
export interface CheckSetup {
  readonly loaded: LoadedConfig | null;
  /** absolute; what globs and the baseline start from */
  readonly folder: string;
  /** absolute */
  readonly baselinePath: string;
  readonly budgets: readonly PlannedBudget[];
  readonly measure: Pick<MeasureTask["options"], "sample" | "encoding" | "seed"> &
    Pick<SharedOptions, "charset">;
  /** where a run without paths looks, from the working directory */
  readonly paths: readonly string[];
  /**
   * a task that measures no more than is asked
   *
   * @param verdict whether one is asked for, which may take more symbols than the usual sample
   */
  task(name: string, input: TaskInput, instruments: readonly Instrument[], verdict?: boolean): MeasureTask;
}

/**
 * @param given names of options on the command line, which go before the configuration; their defaults do not
 * @param loaded the configuration; by default the one that is named, or the nearest one upwards
 * @throws UsageError for a wrong configuration, by line, and for wrong options
 */
export async function setUpCheck(
  options: CheckOptions,
  given: ReadonlySet<string>,
  io: Io,
  loaded: LoadedConfig | null = configurationOf(options, io),
): Promise<CheckSetup> {
  if (loaded !== null) requireNoOverwrite(io, options, [loaded.path], "the configuration");
  const folder = loaded?.folder ?? io.cwd;
  const config = loaded?.config ?? {};
  const chosen = <Key extends "encoding" | "seed">(key: Key) =>
    given.has(key) ? options[key] : (config[key] ?? options[key]);
  const sampleText = given.has("sample")
    ? options.sample
    : String(config.sample ?? options.sample ?? usualSample);
  const measure = {
    sample: requireSample(sampleText, loaded, given),
    encoding: chosen("encoding") as SharedOptions["encoding"],
    charset: charsetOf(loaded, given, options),
    seed: chosen("seed") as number,
  };
  const settles = options.settle === true || config.settle === true;
  await requireEncoding({ ...options, ...measure, sample: sampleText });
  const { charset, ...rest } = measure;
  const corpora = corporaOf(io);
  const environment = { corpora, cacheFolder: cacheOf(options, io) };
  const budgets: PlannedBudget[] = [];
  for (const [i, budget] of (config.budgets ?? []).entries())
    budgets.push(await planBudget(budget, loaded!, i));
  const fromCwd = (path: string) => relative(io.cwd, resolve(folder, path)) || ".";
  return {
    loaded,
    folder,
    baselinePath:
      options.baseline === undefined
        ? resolve(folder, config.baseline ?? defaultBaseline)
        : resolve(io.cwd, options.baseline),
    budgets,
    measure,
    paths: (config.paths ?? ["."]).map(fromCwd),
    task: (name, input, instruments, verdict = false) => ({
      name,
      input,
      environment,
      options: {
        ...rest,
        ...(charset === "auto" ? {} : { charset }),
        ...(verdict && settles ? { readOn: readOnTo } : {}),
        estimators: choicesOfInstruments(instruments),
        spectrum: instruments.some(({ kind }) => kind === "spectrum"),
      },
    }),
  };
}

function configurationOf({ config }: CheckOptions, io: Io): LoadedConfig | null {
  return config === undefined ? findConfig(io.cwd) : readConfig(resolve(io.cwd, config), config);
}

function requireSample(text: string, loaded: LoadedConfig | null, given: ReadonlySet<string>) {
  try {
    return requireSampleSize(text, "--sample");
  } catch (error) {
    if (given.has("sample") || loaded === null) throw error;
    throw loaded.wrong(["sample"], messageOf(error).replace("--sample", "sample"));
  }
}

/** What text is read as. `--encoding bytes` sets what the configuration says aside: bytes have none. */
function charsetOf(
  loaded: LoadedConfig | null,
  given: ReadonlySet<string>,
  { encoding, charset }: CheckOptions,
) {
  const { encoding: usual = "bytes", charset: known = "auto" } = loaded?.config ?? {};
  if (given.has("charset")) return charset;
  if (given.has("encoding")) return encoding === "bytes" ? "auto" : known;
  if (usual === "bytes" && known !== "auto") {
    throw loaded!.wrong(["charset"], "bytes have no charset: leave it out, or name an encoding of text");
  }
  return known;
}

/**
 * Whether files are judged by a model of the others: where the configuration says so, and where nothing else is there to check
 * against.
 */
export function judgesByModel({ loaded, budgets }: CheckSetup, baseline: Baseline | null): boolean {
  return loaded?.config.odd ?? (budgets.length === 0 && (baseline === null || baseline.usual !== undefined));
}

/** What drift is measured by, as the configuration says. @throws UsageError that names the line */
export async function driftOf({
  loaded,
}: CheckSetup): Promise<{ texts: string[]; instruments: Instrument[] }> {
  const texts = [...new Set(loaded?.config.drift ?? (loaded?.config.odd === true ? [] : defaultDrift))];
  const instruments: Instrument[] = [];
  for (const [i, text] of texts.entries())
    instruments.push(await inConfig(loaded, ["drift", i], () => instrumentOf(text)));
  return { texts, instruments };
}

/** A path as globs have it: with slashes, whatever the system separates by. */
export function keyOfPath(folder: string, cwd: string, name: string): string {
  return withSlashes(relative(folder, resolve(cwd, name)));
}

/** A file as baselines have it, no two alike. */
export function keyOfInput(folder: string, cwd: string, name: string, input: TaskInput): string {
  const key = keyOfPath(folder, cwd, name);
  return input.kind === "file" ? distinctName({ ...input, path: key }) : key;
}

/** On systems whose separator it is; elsewhere a backslash is a character of a name. */
export const withSlashes = (path: string): string => (sep === "/" ? path : path.replaceAll(sep, "/"));

/** Whether there is anything to check against. */
export function hasBaseline({ baselinePath }: CheckSetup): boolean {
  return isThere(baselinePath);
}

/** What a run without paths looks at: what a configuration of somebody else names does not lead out of its folder. */
export function ofConfiguration({ paths, folder, loaded }: CheckSetup): AskedPaths {
  return { typed: paths, ...(loaded === null ? {} : { within: folder }) };
}

/** @throws UsageError for a baseline that leads out of the folder of the configuration, by a link either */
export function requireBaselineInside({ folder, baselinePath, loaded }: CheckSetup): void {
  if (!leadsOut(folder, baselinePath)) return;
  const reason = "the baseline leads out of the folder of the configuration";
  throw loaded === null ? new UsageError(reason) : loaded.wrong(["baseline"], reason);
}

/** The configuration and the baseline are no inputs. */
export function isOwnFile(setup: CheckSetup, cwd: string, name: string): boolean {
  const path = join(resolve(cwd, name));
  return path === setup.baselinePath || path === setup.loaded?.path;
}
