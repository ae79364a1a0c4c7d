import { UsageError } from "../core/errors.ts";
import { type FormatId, formatOfFile, formatsOf, renderOf } from "../report/formats.ts";
import { shellWord } from "../report/kit/format.ts";
import type { View } from "../report/kit/renderer.ts";
import { foldForNarrow } from "../report/kit/text-width.ts";
import type {
  ActionFeature,
  Call,
  Command,
  Feature,
  Outcome,
  PlannedFeature,
  PrintedCommand,
  ReportCall,
  RunFeature,
} from "./command.ts";
import { exitStatus, type Io } from "./io.ts";
import { LiveOutput } from "./live-output.ts";
import { namedFiles, requireNoOverwrite } from "./no-overwrite.ts";
import {
  listed,
  mapOptions,
  outputOptions,
  type SharedOptionName,
  type SharedOptions,
  sharedOptions,
} from "./options.ts";
import { nameUnmeasured } from "./outcome.ts";
import { requireFolder, requireWritable, writeOutput } from "./write-output.ts";

/** Output options that any report command may have. */
type OutputOptions = Partial<Omit<SharedOptions, "top">>;

/**
 * Makes a command from one definition, which also gives help, completion, manual page, schemas, formats and its task.
 *
 * Either it plans a task, and the runner finds the input, runs the task and prints the result; or it runs itself and the runner
 * prints the result; or it acts, and prints itself.
 */
export function defineFeature<Options extends OutputOptions, Plan, Result>(
  feature: PlannedFeature<Options, Plan, Result>,
): Feature<Plan, Result>;
export function defineFeature<Options extends OutputOptions, Result>(
  feature: RunFeature<Options, Result>,
): Command;
export function defineFeature<Options extends OutputOptions>(feature: ActionFeature<Options>): Command;
export function defineFeature<Options extends OutputOptions, Plan, Result>(
  feature: PlannedFeature<Options, Plan, Result> | RunFeature<Options, Result> | ActionFeature<Options>,
): Command {
  if ("act" in feature) return { ...feature, execute: (call: Call<Options>) => act(feature, call) };
  const { order } = feature;
  const run =
    "run" in feature
      ? feature.run
      : async (call: ReportCall<Options>) => (await import("./only-task.ts")).doPlanned(feature, call);
  return {
    ...feature,
    formats: formatsOf(feature.views),
    ...(order === undefined ? {} : { sortKeys: order.keys }),
    execute: (call: Call<Options>) => show(feature, run, call),
  };
}

/**
 * The common steps of report commands: choose the format, check the output before the work, sort rows, write the text, list
 * inputs that were not measured, and set the exit status.
 */
async function show<Options extends OutputOptions, Result>(
  shown: PrintedCommand<Options, Result>,
  run: (call: ReportCall<Options>) => Promise<Outcome<Result>>,
  call: Call<Options>,
): Promise<number> {
  const { io } = call;
  const { views, order } = shown;
  const [recorded, ...beside] = filesInFolder(shown, call.options);
  const options = recorded === undefined ? call.options : { ...call.options, output: recorded };
  const format = await chooseFormat(shown, formatsOf(views), options, io);
  shown.requireFormat?.(format, options, io);
  if (recorded !== undefined) requireFolder(io, call.options.output!);
  for (const output of [options.output, ...beside]) {
    requireNoOverwrite(io, { ...options, output }, namedFiles(call.paths, options));
    requireWritable(io, output, options.force);
  }
  const view = { ...viewOf(options, io), words: wordsOf(shown, call) };
  const live = await liveOutput(shown, format, view, call);
  const outcome = await run({ ...call, options, format, view, ...(live === undefined ? {} : { live }) });
  call.clearProgress();
  if (live !== undefined && outcome.result !== undefined) {
    await live.end(outcome.result);
    // The rows printed so far are the text of the whole.
    const whole = async () => [...(await renderOf(format, views)!(outcome.result!, view))].join("");
    if (outcome.written !== undefined) await outcome.written(await whole());
  } else if (outcome.result !== undefined) {
    const result =
      order === undefined ? outcome.result : order.arrange(outcome.result, options as Partial<SharedOptions>);
    const rendered = await renderOf(format, views)!(result, view);
    const text = format === "table" && !view.whole ? folded(rendered, view) : rendered;
    const written: string[] = [];
    await writeOutput(
      io,
      options.output,
      outcome.written === undefined ? text : kept(text, written),
      options.force,
    );
    await outcome.written?.(written.join(""));
    for (const path of beside)
      await writeOutput(io, path, await renderOf(formatOfFile(path)!, views)!(result, view), options.force);
  }
  await nameUnmeasured(outcome, options.quiet === true, io, outcome.status);
  return outcome.status ?? exitStatus.fine;
}

/** The files that `-o DIR/` writes; none for another output. */
function filesInFolder(
  { name, inFolder = [] }: Pick<PrintedCommand<never, never>, "name" | "inFolder">,
  { output, format }: OutputOptions,
): string[] {
  if (format !== undefined || output?.endsWith("/") !== true) return [];
  return inFolder.map((id) => `${output}${name}.${id}`);
}

/** Options of the output, and those that pages name themselves. */
const unnamed: ReadonlySet<string> = new Set([
  ...[...outputOptions, ...mapOptions, "jobs", "cache"],
  ...["encoding", "sample", "seed", "settle"],
]);
/** Number of paths up to which a command lists them. */
const mostPaths = 60;

/** The words of a command line that name the inputs and how they are read, for a shell. */
function wordsOf(
  { shared, own }: Pick<PrintedCommand<never, never>, "shared" | "own">,
  { paths, options, given }: Call<object>,
): string[] {
  const named = shared.filter((name) => given.has(name) && !unnamed.has(name));
  const recipes = given.has("recipe") && own?.["recipe"] !== undefined ? ["recipe"] : [];
  return [
    ...(paths.length > mostPaths ? [`<${paths.length} paths>`] : paths.map(shellWord)),
    ...[...named, ...recipes].flatMap((name) => {
      const { flags } = own?.[name] ?? sharedOptions[name as SharedOptionName];
      const flag = /--[\w-]+/.exec(flags)![0];
      const value = (options as Readonly<Record<string, unknown>>)[name];
      if (typeof value === "boolean") return [flag];
      return [value].flat().map((one) => `${flag} ${shellWord(String(one))}`);
    }),
  ];
}

/** A command that writes its output itself gets the format. */
async function act<Options extends OutputOptions>(
  feature: ActionFeature<Options>,
  call: Call<Options>,
): Promise<number> {
  const { formats = [], outputFormat, writes = [] } = feature;
  const { format: named, output } = call.options;
  const isOpen = named === undefined && (output === undefined || formatOfFile(output) === undefined);
  const format =
    formats.length === 0
      ? "table"
      : outputFormat !== undefined && isOpen
        ? outputFormat
        : await chooseFormat(feature, formats, call.options, call.io);
  requireNoOverwrite(call.io, call.options, namedFiles(call.paths, call.options, new Set(writes)));
  return feature.act({ ...call, format, view: viewOf(call.options, call.io) });
}

/** Prints rows to standard output as they come, if they come in output order. */
async function liveOutput<Options extends OutputOptions, Result>(
  { live }: PrintedCommand<Options, Result>,
  format: FormatId,
  view: View,
  { options, io, clearProgress }: Call<Options & Partial<SharedOptions>>,
): Promise<LiveOutput<never, Result, never> | undefined> {
  const { output, sort, reverse, top } = options;
  const load = live?.[format];
  const ordered = sort !== undefined || reverse === true || top !== undefined;
  if (load === undefined || output !== undefined || ordered) return undefined;
  return new LiveOutput(await load(options), view, io, clearProgress, format === "table");
}

/** Fits text for a person to the terminal. */
function* folded(text: Iterable<string>, view: View): Generator<string> {
  for (const piece of typeof text === "string" ? [text] : text) yield foldForNarrow(piece, view);
}

/** Passes pieces of a text on, and collects them. */
function* kept(text: Iterable<string>, into: string[]): Generator<string> {
  for (const piece of typeof text === "string" ? [text] : text) {
    into.push(piece);
    yield piece;
  }
}

/**
 * `-f`, else the extension after `-o`, else the default format. @throws UsageError for a format that the command cannot print
 */
async function chooseFormat<Options extends OutputOptions, Result>(
  { name, defaultFormat }: Pick<PrintedCommand<Options, Result>, "name" | "defaultFormat">,
  known: readonly FormatId[],
  options: Options,
  io: Io,
): Promise<FormatId> {
  const { format, output } = options;
  const fromFile = output === undefined ? undefined : formatOfFile(output);
  if (format === undefined && output !== undefined && fromFile === undefined) {
    // Report an invalid file name, or a folder, rather than a missing extension.
    requireWritable(io, output, options.force);
    const picture = /^(.*)\.(png|jpe?g|gif|pdf|webp)$/i.exec(output)?.[1];
    throw new UsageError(
      `${output}: no format has this extension; ${picture === undefined ? "name one with -f" : `a picture is ${picture}.svg`}`,
    );
  }
  const chosen = format ?? fromFile ?? (await defaultFormat?.(options, io)) ?? "table";
  if (!known.includes(chosen as FormatId))
    throw new UsageError(`${name || "mesoscope"} prints ${listed(known)}, not ${chosen}`);
  return chosen as FormatId;
}

const defaultWidth = 80;
/** Least columns for a table or chart: a narrower terminal wraps its lines. */
const narrowest = 20;

/** The look of the output, from the options and its destination. */
function viewOf(options: OutputOptions, io: Io): View {
  const onTerminal = options.output === undefined && io.stdout.isTTY === true;
  return {
    width: Math.max(narrowest, io.stdout.columns || defaultWidth),
    height: onTerminal ? io.stdout.rows : undefined,
    color: options.output === undefined && wantsColor(io, options.color),
    basicColors: hasBasicColors(io),
    ascii: wantsAscii(io, options.ascii),
    map: options.map ?? onTerminal,
    mapRequested: options.map === true,
    all: options.all === true,
    hints: onTerminal && options.quiet !== true,
    whole: !onTerminal,
  };
}

/** Whether to colour standard output: `--no-color`, NO_COLOR, FORCE_COLOR, TERM=dumb and a pipe decide in this order. */
export function wantsColor(io: Io, option: boolean | undefined): boolean {
  if (option === false) return false;
  const noColor = io.env["NO_COLOR"];
  if (noColor !== undefined && noColor !== "") return false;
  const forced = io.env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return io.stdout.isTTY === true && io.env["TERM"] !== "dumb";
}

/** Whether the terminal has only 16 colours, by its name and without contrary signs. */
function hasBasicColors({ env }: Io): boolean {
  const terminal = env["TERM"] ?? "";
  return /^(linux|ansi|vt\d+|xterm|screen|cygwin|rxvt)$/.test(terminal) && (env["COLORTERM"] ?? "") === "";
}

/** Whether the terminal can show more than ASCII: a dumb one or a locale without UTF-8 cannot. */
export function wantsAscii(io: Io, option: boolean | undefined): boolean {
  if (option !== undefined) return option;
  if (io.env["TERM"] === "dumb") return true;
  const locale = io.env["LC_ALL"] || io.env["LC_CTYPE"] || io.env["LANG"];
  return locale !== undefined && locale !== "" && !/utf-?8/i.test(locale);
}
