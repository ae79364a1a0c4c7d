import { lstatSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { type FoundInputs, findInputs } from "../../command/find-inputs.ts";
import { cacheOf, corporaOf } from "../../command/installation.ts";
import type { Io } from "../../command/io.ts";
import { runnerFor } from "../../command/measure.ts";
import { requireNoOverwrite } from "../../command/no-overwrite.ts";
import type { SharedOptions } from "../../command/options.ts";
import { requireEncoding } from "../../command/plan-scan.ts";
import { grouped } from "../../core/collections.ts";
import { defaultSample, settlingLimit } from "../../core/constants.ts";
import { messageOf, UsageError } from "../../core/errors.ts";
import { binaryInFolder, noReadableFiles, type PathRequest } from "../../input/discover.ts";
import { compilePathGlob } from "../../input/glob.ts";
import { isThere, leadsOut } from "../../input/paths.ts";
import { distinctName } from "../../input/raw-path.ts";
import { requireSampleSize } from "../../input/size.ts";
import { cachedFirst } from "../../run/cached-first.ts";
import type { TaskRunner } from "../../run/pool.ts";
import type { MeasureTask, TaskInput } from "../../run/task.ts";
import { kindsOf } from "../odd/read-by-others.ts";
import { choicesOfInstruments, inConfig, instrumentOf, type PlannedBudget, planBudget } from "./budget.ts";
import { defaultBaseline, defaultDrift } from "./config-schema.ts";
import type { Instrument } from "./judge.ts";
import { findConfig, type LoadedConfig, readConfig } from "./read-config.ts";
import type { Baseline } from "./schema.ts";

export interface CheckOptions extends SharedOptions {
  readonly config?: string;
  readonly baseline?: string;
}

/** Takes results from the cache and gives the rest to as many threads as are useful. */
export function checkRunner({ options: { jobs }, io }: CheckSetup): TaskRunner {
  return cachedFirst((tasks) => runnerFor({ tasks, options: tasks[0]!.options }, jobs ?? io.processors));
}

/** The combined configuration and options, before inputs are found. */
export interface CheckSetup {
  readonly options: CheckOptions;
  readonly io: Io;
  readonly loaded: LoadedConfig | null;
  /** absolute; base of globs and of the baseline */
  readonly folder: string;
  /** absolute */
  readonly baselinePath: string;
  /** the same for messages */
  readonly shownBaseline: string;
  readonly budgets: readonly PlannedBudget[];
  readonly measure: Pick<MeasureTask["options"], "sample" | "encoding" | "seed"> &
    Pick<SharedOptions, "charset">;
  /** default paths of a run, from the working directory */
  readonly paths: readonly string[];
  /**
   * a task that measures only what is needed
   *
   * @param verdict whether one is needed, which may take more symbols than the usual sample
   */
  task(name: string, input: TaskInput, instruments: readonly Instrument[], verdict?: boolean): MeasureTask;
  /** a file in the form of globs: with slashes on every system */
  key(name: string): string;
  /** a unique name of a file, as in baselines */
  own(name: string, input: TaskInput): string;
  /** whether it is the configuration or the baseline, which are not inputs */
  isOwnFile(name: string): boolean;
}

/**
 * @param given names of options on the command line, which override the configuration; their defaults do not
 * @param loaded the configuration; by default the named one, or the nearest one upwards
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
    : String(config.sample ?? options.sample ?? defaultSample);
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
  const baselinePath =
    options.baseline === undefined
      ? resolve(folder, config.baseline ?? defaultBaseline)
      : resolve(io.cwd, options.baseline);
  const key = (name: string) => withSlashes(relative(folder, resolve(io.cwd, name)));
  return {
    ...{ options, io, loaded, folder, baselinePath, key },
    shownBaseline: relative(io.cwd, baselinePath),
    own: (name, input) => (input.kind === "file" ? distinctName({ ...input, path: key(name) }) : key(name)),
    isOwnFile: (name) => [baselinePath, loaded?.path].includes(resolve(io.cwd, name)),
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
        ...(verdict && settles ? { readOn: settlingLimit } : {}),
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

/** The charset of texts. `--encoding bytes` overrides the configuration: bytes have no charset. */
function charsetOf(
  loaded: LoadedConfig | null,
  given: ReadonlySet<string>,
  { encoding, charset }: CheckOptions,
) {
  const { encoding: usual = "bytes", charset: known = "auto" } = loaded?.config ?? {};
  if (given.has("charset")) return charset;
  if (given.has("encoding")) return encoding === "bytes" ? "auto" : known;
  if (usual === "bytes" && known !== "auto") {
    throw loaded!.wrong(
      ["charset"],
      'bytes have no charset: leave out "charset", or choose an encoding of text',
    );
  }
  return known;
}

/**
 * Whether files are judged by a model of the others: if the configuration says so, or there is nothing else to check against.
 */
export function judgesByModel({ loaded, budgets }: CheckSetup, baseline: Baseline | null): boolean {
  return loaded?.config.odd ?? (budgets.length === 0 && (baseline === null || baseline.usual !== undefined));
}

/** The instruments of drift in the configuration. @throws UsageError that names the line */
export async function driftOf({
  loaded,
}: CheckSetup): Promise<{ texts: string[]; instruments: Instrument[] }> {
  const texts = [...new Set(loaded?.config.drift ?? (loaded?.config.odd === true ? [] : defaultDrift))];
  const instruments: Instrument[] = [];
  for (const [i, text] of texts.entries())
    instruments.push(await inConfig(loaded, ["drift", i], () => instrumentOf(text)));
  return { texts, instruments };
}

/** Only where backslash is the separator; elsewhere it is a character of names. */
export const withSlashes = (path: string): string => (sep === "/" ? path : path.replaceAll(sep, "/"));

/** Whether there is a baseline. */
export function hasBaseline({ baselinePath }: CheckSetup): boolean {
  return isThere(baselinePath);
}

/** The default paths of a run; a stranger's configuration must not lead out of its folder. */
function ofConfiguration({ paths, folder, loaded }: CheckSetup): PathRequest {
  return { typed: paths, ...(loaded === null ? {} : { within: folder }) };
}

/** @throws UsageError for a baseline that leads out of the folder of the configuration, also by a link */
export function requireBaselineInside({ folder, baselinePath, loaded }: CheckSetup): void {
  if (!leadsOut(folder, baselinePath)) return;
  const reason = "the baseline leads out of the folder of the configuration";
  throw loaded === null ? new UsageError(reason) : loaded.wrong(["baseline"], reason);
}

/**
 * Finds the inputs of a check. A NUL byte, a link, a hard link or an ignore file must not remove a file from a check silently:
 *
 * - A binary file is taken if the baseline has it, if a budget names its extension, or if it is out of place.
 * - A file of the baseline is taken even if it is ignored. It has failed if a link or a device replaced it.
 * - Two names of one file are two files.
 *
 * @param paths null: those of the configuration
 * @param known paths in the baseline
 * @param wanted selects files of folders
 * @param byModel whether files are judged by a model of the others
 * @throws as `findInputs`
 */
export async function findChecked(
  paths: PathRequest | null,
  known: ReadonlySet<string>,
  wanted: (name: string) => boolean,
  setup: CheckSetup,
  byModel: boolean,
): Promise<FoundInputs> {
  const { options, io, key } = setup;
  const request = { ...(paths ?? ofConfiguration(setup)), everyName: true };
  const again = { ...request, typed: request.typed.filter((path) => path !== "-") };
  const first = await findInputs(request, options, io, wanted);
  const found = [...first.found];
  const failed = [...first.failed];

  const binary = first.skipped.filter(({ reason }) => reason === binaryInFolder).map(({ input }) => input);
  const reasonAgainst = foreignBinary(
    found.map(({ name }) => name),
    binary,
    byModel,
  );
  const hidden = new Set(
    binary.filter(
      (name) =>
        known.has(key(name)) ||
        setup.budgets.some((one) => one.namesEnding(key(name))) ||
        reasonAgainst(name) !== null,
    ),
  );
  if (hidden.size > 0) {
    const second = await findInputs(again, { ...options, binary: true }, io, (name) => hidden.has(name));
    found.push(...second.found.filter(({ name }) => hidden.has(name)));
    failed.push(...second.failed.filter(({ input }) => hidden.has(input)));
  }

  const here = new Set(found.map(({ name, input }) => setup.own(name, input)));
  const seen = new Set([...first.skipped, ...failed].map(({ input }) => key(input)));
  const left = [...known].filter((path) => !here.has(path) && !seen.has(path));
  const isAsked = withinFolders([...again.typed, ...(again.listed ?? [])], options, io);
  const unseen = left
    .map((path) => resolve(setup.folder, path))
    .filter((path) => isAsked(path) && isFile(path));
  const listed = unseen.map((path) => relative(io.cwd, path));
  const third = await findInputs({ ...request, typed: [], listed }, options, io);
  found.push(...third.found);
  failed.push(...third.failed);

  const skipped = [...first.skipped.filter(({ input }) => !hidden.has(input)), ...third.skipped];
  const isReplaced = ({ input, reason }: (typeof skipped)[number]) =>
    known.has(key(input)) && reason !== "empty file";
  failed.push(
    ...skipped
      .filter(isReplaced)
      .map(({ input, reason }) => ({ input, reason: `in the baseline, and not judged: ${reason}` })),
  );
  const isFolderOf = (name: string) => found.some(({ folder }) => folder === name);
  return {
    found,
    skipped: skipped.filter((one) => !isReplaced(one)),
    failed: failed.filter(({ input, reason }) => reason !== noReadableFiles || !isFolderOf(input)),
  };
}

/** Endings of binary files that people add to repositories of text: pictures, fonts, sound, archives, documents. */
const usualBinary =
  /^\.(a?png|avif|bmp|gif|icns|ico|jpe?g|psd|tiff?|webp|eot|otf|ttc|ttf|woff2?|aac|avi|flac|m4a|mkv|mov|mp[34]|ogg|opus|wav|webm|7z|bz2|gz|jar|rar|tar|tgz|xz|zip|zst|docx?|epub|odp|ods|odt|pdf|pptx?|xlsx?|wasm)$/;
/** Endings of text, whatever else a repository has. */
const usualText =
  /^\.(adoc|bat|c|cc|cfg|conf|cpp|cs|css|csv|go|h|hpp|html?|ini|java|[cm]?jsx?|json[5cl]?|kt|lock|log|lua|md|ndjson|php|pl|pm|ps1|py|r|rb|rs|rst|s[ac]ss|sh|sql|svg|swift|tex|toml|tsv|[cm]?tsx?|txt|vue|xml|ya?ml)$/;
/** As many files of one kind are usual. */
const leastOfKind = 3;

/**
 * Why a binary file is out of place among the others: its name is one of text, or no other file is of its kind.
 *
 * @param texts names of text files
 * @param binary names of binary files
 * @param byModel else a file is out of place only if most files with its ending are text
 * @returns null: it is not
 */
export function foreignBinary(
  texts: readonly string[],
  binary: readonly string[],
  byModel = true,
): (name: string) => string | null {
  const count = (names: readonly string[]) =>
    new Map([...grouped(names, endingOf)].map(([ending, own]) => [ending, own.length]));
  const [ofText, ofBinary] = [count(texts), count(binary)];
  return (name) => {
    const ending = endingOf(name);
    const alike = ofBinary.get(ending) ?? 0;
    if (ending !== undefined && ((ofText.get(ending) ?? 0) > alike || (byModel && usualText.test(ending))))
      return `${ending} is an ending of text`;
    if (!byModel || alike >= leastOfKind || usualBinary.test(ending ?? "")) return null;
    return ending === undefined ? "has no ending" : `few or no other files end in ${ending}`;
  };
}

const endingOf = (name: string) => kindsOf(name).at(-1);

/** Whether a path is below one of the requested folders, and options do not exclude it. */
function withinFolders(
  paths: readonly string[],
  { include, exclude = [] }: CheckOptions,
  io: Io,
): (path: string) => boolean {
  const folders = paths.map((path) => resolve(io.cwd, path)).filter(isFolder);
  const included = include?.map((glob) => compilePathGlob(glob, { dot: false }));
  const excluded = exclude.map((glob) => compilePathGlob(glob.replace(/\/$/, "")));
  return (path) =>
    folders.some((folder) => {
      const inside = relative(folder, path).replaceAll("\\", "/");
      if (inside === "" || inside === ".." || inside.startsWith("../")) return false;
      const parts = inside.split("/");
      const above = parts.map((_, i) => parts.slice(0, i + 1).join("/"));
      return (
        (included?.some(({ matches }) => matches(inside)) ?? true) &&
        !excluded.some(({ matches }) => above.some(matches))
      );
    });
}

/** Whether a path is a folder, or a link to one. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Whether a path is a file and not a link. */
function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
