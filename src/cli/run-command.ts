import { UsageError } from "../core/errors.ts";
import { type FormatId, formatOfFile, formatsOf, renderOf } from "../report/formats.ts";
import type { View } from "../report/kit/renderer.ts";
import { hasBasicColors, wantsAscii, wantsColor } from "./color.ts";
import type { ActionCommand, Call, Command, ReportCommand } from "./command.ts";
import { exitStatus, type Io } from "./io.ts";
import { LiveOutput } from "./live-output.ts";
import { namedFiles, requireNoOverwrite } from "./no-overwrite.ts";
import { listed, type SharedOptions } from "./options.ts";
import { nameUnmeasured } from "./unmeasured.ts";
import { requireWritable, writeOutput } from "./write-output.ts";

/** Options that a report command may have, whatever else it takes. */
type OutputOptions = Partial<Omit<SharedOptions, "top">>;

/**
 * A command that prints a report. Everything that such commands have in common is done here, once: the format is chosen, the
 * output tried before the work, rows are put in order, the text is written, inputs that were not measured are named, and the
 * run ends with a status.
 */
export function reportCommand<Options extends OutputOptions, Result>(
  command: ReportCommand<Options, Result>,
): Command {
  const { views, order } = command;
  const formats = formatsOf(views);
  return {
    ...command,
    formats,
    ...(order === undefined ? {} : { sortKeys: order.keys }),
    async execute(call: Call<Options>): Promise<number> {
      const { options, io } = call;
      const format = await chooseFormat(command, formats, options, io);
      command.requireFormat?.(format, options, io);
      requireNoOverwrite(io, options, namedFiles(call.paths, options));
      requireWritable(io, options.output, options.force);
      const view = viewOf(options, io);
      const live = await liveOutput(command, format, view, call);
      const outcome = await command.run({ ...call, format, view, ...(live === undefined ? {} : { live }) });
      call.clearProgress();
      if (live !== undefined && outcome.result !== undefined) {
        await live.end(outcome.result);
        // Rows that came one by one are the text of the whole.
        const whole = async () => [...(await renderOf(format, views)!(outcome.result!, view))].join("");
        if (outcome.written !== undefined) await outcome.written(await whole());
      } else if (outcome.result !== undefined) {
        const result =
          order === undefined
            ? outcome.result
            : order.arrange(outcome.result, options as Partial<SharedOptions>);
        const text = await renderOf(format, views)!(result, view);
        const written: string[] = [];
        await writeOutput(
          io,
          options.output,
          outcome.written === undefined ? text : kept(text, written),
          options.force,
        );
        await outcome.written?.(written.join(""));
      }
      await nameUnmeasured(outcome, options.quiet === true, io, outcome.status);
      return outcome.status ?? exitStatus.fine;
    },
  };
}

/** Rows go to standard output as they come, where they come in the order in which they are to stand. */
async function liveOutput<Options extends OutputOptions, Result>(
  { live }: ReportCommand<Options, Result>,
  format: FormatId,
  view: View,
  { options, io, clearProgress }: Call<Options & Partial<SharedOptions>>,
): Promise<LiveOutput<never, Result, never> | undefined> {
  const { output, sort, reverse, top } = options;
  const load = live?.[format];
  const ordered = sort !== undefined || reverse === true || top !== undefined;
  if (load === undefined || output !== undefined || ordered) return undefined;
  return new LiveOutput(await load(), view, io, clearProgress);
}

/** A command that does its own writing. */
export function actionCommand<Options extends OutputOptions>(command: ActionCommand<Options>): Command {
  return {
    ...command,
    async execute(call: Call<Options>): Promise<number> {
      const { formats = [] } = command;
      const { format: named, output } = call.options;
      const isOpen = named === undefined && (output === undefined || formatOfFile(output) === undefined);
      const format =
        formats.length === 0
          ? "table"
          : command.usual !== undefined && isOpen
            ? command.usual
            : await chooseFormat(command, formats, call.options, call.io);
      requireNoOverwrite(
        call.io,
        call.options,
        namedFiles(call.paths, call.options, new Set(command.writes ?? [])),
      );
      return command.run({ ...call, format, view: viewOf(call.options, call.io) });
    },
  };
}

/** Pieces of a text as they pass. */
function* kept(text: Iterable<string>, into: string[]): Generator<string> {
  for (const piece of typeof text === "string" ? [text] : text) {
    into.push(piece);
    yield piece;
  }
}

/** `-f`, else what the name after `-o` says, else what the command usually prints. @throws UsageError for what it cannot print */
async function chooseFormat<Options extends OutputOptions, Result>(
  { name, usualFormat }: Pick<ReportCommand<Options, Result>, "name" | "usualFormat">,
  known: readonly FormatId[],
  options: Options,
  io: Io,
): Promise<FormatId> {
  const { format, output } = options;
  const fromFile = output === undefined ? undefined : formatOfFile(output);
  if (format === undefined && output !== undefined && fromFile === undefined) {
    // What no file can be called, or a folder, lacks more than an extension.
    requireWritable(io, output, options.force);
    throw new UsageError(`${output}: no format has this extension; name one with -f`);
  }
  const chosen = format ?? fromFile ?? (await usualFormat?.(options, io)) ?? "table";
  if (!known.includes(chosen as FormatId))
    throw new UsageError(`${name || "mesoscope"} prints ${listed(known)}, not ${chosen}`);
  return chosen as FormatId;
}

const usualWidth = 80;
/** Columns that a table or chart is laid out for at least: a narrower terminal breaks its lines. */
const narrowest = 20;

/** How the output is to look, by the options and where it goes. */
export function viewOf(options: OutputOptions, io: Io): View {
  const onTerminal = options.output === undefined && io.stdout.isTTY === true;
  return {
    width: Math.max(narrowest, io.stdout.columns || usualWidth),
    color: options.output === undefined && wantsColor(io, options.color),
    basicColors: hasBasicColors(io),
    ascii: wantsAscii(io, options.ascii),
    map: options.map ?? onTerminal,
    all: options.all === true || options.verbose === true,
    hints: onTerminal && options.quiet !== true,
    whole: !onTerminal,
  };
}
