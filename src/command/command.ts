import type * as z from "zod";
import type { FormatId, Views } from "../report/formats.ts";
import type { ExpectedRows, LiveRows } from "../report/kit/live-rows.ts";
import type { View } from "../report/kit/renderer.ts";
import type { AccountedInput, Maker } from "../run/run-batch.ts";
import type { FeatureTask } from "../run/work.ts";
import type { Io } from "./io.ts";
import { type Option, type SharedOptionName, type SharedOptions, sharedOptions } from "./options.ts";
import type { RowOrder } from "./row-order.ts";

/** The headings of commands in the help. */
type Group = "Look" | "Experiment" | "Check" | "Many documents" | "Support";

/**
 * The static definition of a command, for help, completion, the manual page and the parser; its code is loaded when it runs.
 */
interface CommandDocument {
  readonly name: string;
  readonly group: Group;
  /** one line, for the list of commands */
  readonly summary: string;
  /** sentences, for the help of the command */
  readonly description: string;
  /** `[paths...]` or `<recipe>`; null: none */
  readonly argument: { readonly usage: string; readonly description: string } | null;
  /** the shared options that this command takes */
  readonly shared: readonly SharedOptionName[];
  /** its defaults of these, where they differ from the usual ones */
  readonly defaults?: Readonly<Partial<Record<SharedOptionName, unknown>>>;
  /** options of its own, by their property name */
  readonly own?: Readonly<Record<string, Option>>;
  /** why other options do not work, or what to do instead; those not listed are refused without a reason */
  readonly refuses?: Readonly<Partial<Record<SharedOptionName, string>>>;
  /** command lines, without the prompt */
  readonly examples?: readonly string[];
  /** whether an interrupt leaves time to print the results so far */
  readonly interruptible?: true;
  /** schemas of the JSON that it writes or reads, by the name for `mesoscope schema` */
  readonly schemas?: Readonly<Record<string, () => Promise<z.ZodType>>>;
}

/** One run of a command. */
export interface Call<Options> {
  /** arguments of the command line other than options */
  readonly paths: readonly string[];
  readonly options: Options;
  /** names of options that the user gave, rather than their defaults */
  readonly given: ReadonlySet<string>;
  readonly io: Io;
  /** all commands, the default one first */
  readonly commands: readonly Command[];
  /** the program, as reports name it */
  readonly maker: Maker;
  /** aborted when the run is interrupted: the results so far are still printed */
  readonly signal: AbortSignal;
  /** shows progress on standard error if that is a terminal */
  progress(finished: number, total: number): void;
  /** shows a provisional row there, until the measured one replaces it */
  announce(row: string): void;
  /** removes that line before other output */
  clearProgress(): void;
}

/** Takes rows in any order, and prints them in theirs. */
export interface LiveSink<Row, Start = ExpectedRows> {
  /** call it before any row */
  begin(expected: Start): void;
  /** @param row undefined: this place has no row */
  row(row: Row | undefined, place: number): void;
}

/** One run of a command that prints a report. */
export interface ReportCall<Options> extends Call<Options> {
  readonly format: FormatId;
  readonly view: View;
  /** where rows can be printed as they come */
  readonly live?: LiveSink<never, never>;
}

/** The result of a run. */
export interface Outcome<Result> {
  /** undefined: nothing to print */
  readonly result?: Result;
  /** inputs that were not measured; standard error lists them */
  readonly errors?: readonly AccountedInput[];
  readonly skipped?: readonly AccountedInput[];
  /** 0 by default */
  readonly status?: number;
  /** runs when the report is written, to write further files beside it */
  readonly written?: (text: string) => Promise<void>;
}

/** How a command prints its result: the runner chooses the format, sorts rows, writes and sets the exit status. */
export interface PrintedCommand<Options, Result> extends CommandDocument {
  readonly views: Views<Result>;
  readonly order?: RowOrder<Result>;
  /** formats whose rows are printed as they come, unless they must be sorted */
  readonly live?: Readonly<
    Partial<Record<FormatId, (options: Options) => Promise<LiveRows<never, Result, never>>>>
  >;
  /** formats that `-o DIR/` writes in one run, the one of the record first; absent: no folder is written */
  readonly inFolder?: readonly FormatId[];
  /** the default format; by default the table */
  readonly defaultFormat?: (options: Options, io: Io) => Promise<FormatId | undefined> | FormatId | undefined;
  /** @throws UsageError for a format that does not go with these options */
  readonly requireFormat?: (format: FormatId, options: Options, io: Io) => void;
}

/** A feature whose task can run in any thread, once it is planned. */
export interface PlannedFeature<Options, Plan, Result> extends PrintedCommand<Options, Result> {
  /** the one named input; `joined`: several files are one; absent: inputs, if any, are in the plan */
  readonly input?: "one" | "joined";
  /** how to read that input where the options do not say it */
  readonly reads?: (options: Options, plan: Plan) => Partial<SharedOptions>;
  /** @throws UsageError for wrong options */
  readonly plan: (call: ReportCall<Options>) => Plan | Promise<Plan>;
  /** number of steps shown before the first is finished; 1 by default */
  readonly steps?: number;
  readonly task: () => Promise<FeatureTask<Plan, Result>>;
  /** notes on the result, and its status */
  readonly outcome?: (result: Result) => Outcome<Result>;
}

/** A feature that finds its inputs, and distributes its work, itself. */
export interface RunFeature<Options, Result> extends PrintedCommand<Options, Result> {
  /** @throws UsageError for wrong options; InputError when an input cannot be read */
  readonly run: (call: ReportCall<Options>) => Promise<Outcome<Result>>;
}

/** A feature that writes its output itself. */
export interface ActionFeature<Options> extends CommandDocument {
  /** formats of -f; undefined: no -f */
  readonly formats?: readonly FormatId[];
  /** default format if neither -f nor the extension after -o gives it; -o may then also be a folder. By default the table */
  readonly outputFormat?: FormatId;
  /** its own options that name a file to write */
  readonly writes?: readonly string[];
  /** @returns the exit status */
  readonly act: (call: ReportCall<Options>) => Promise<number>;
}

/** A command with its types of options and result hidden. */
export interface Command extends CommandDocument {
  /** undefined: it prints no report */
  readonly formats?: readonly FormatId[];
  readonly sortKeys?: readonly string[];
  /** @returns the exit status */
  execute(call: Call<never>): Promise<number>;
}

/** A command with a task that programs can run too. */
export interface Feature<Plan = never, Result = unknown> extends Command {
  readonly task: () => Promise<FeatureTask<Plan, Result>>;
}

/** All options of a command as one list, with their headings. */
export function optionsOfCommand(
  command: Command,
): { readonly name: string; readonly option: Option; readonly group: string }[] {
  const own = Object.entries(command.own ?? {}).map(([name, option]) => ({
    name,
    option,
    group: "Options:",
  }));
  const shared = (Object.keys(sharedOptions) as SharedOptionName[])
    .filter((name) => command.shared.includes(name))
    .map((name) => ({ name, option: fitted(name, command), group: sharedOptions[name].group }));
  return [...own, ...shared];
}

/** A shared option with this command's default. */
function fitted(name: SharedOptionName, command: Command): Option {
  const option = sharedOptions[name];
  const choices = name === "format" ? command.formats : name === "sort" ? command.sortKeys : option.choices;
  return {
    ...option,
    ...(choices === undefined ? {} : { choices }),
    ...(command.defaults !== undefined && name in command.defaults
      ? { default: command.defaults[name] }
      : {}),
  };
}
