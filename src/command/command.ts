import type * as z from "zod";
import type { FormatId, Views } from "../report/formats.ts";
import type { Expected, LiveRows } from "../report/kit/live-rows.ts";
import type { View } from "../report/kit/renderer.ts";
import type { AccountedInput, Maker } from "../run/run-batch.ts";
import type { FeatureTask } from "../run/work.ts";
import type { Io } from "./io.ts";
import { type Option, type SharedOptionName, type SharedOptions, sharedOptions } from "./options.ts";
import type { RowOrder } from "./row-order.ts";

/** The headings under which help lists the commands. */
type Group = "Look" | "Experiment" | "Check" | "Many documents" | "Support";

/** What help, completion, the manual page and the parser know of a command; nothing in it is loaded before it is run. */
interface CommandDocument {
  readonly name: string;
  readonly group: Group;
  /** one line, for the list of commands */
  readonly summary: string;
  /** sentences, for the help of the command */
  readonly description: string;
  /** `[paths...]` or `<recipe>`; null: it takes none */
  readonly argument: { readonly usage: string; readonly description: string } | null;
  /** of the options that several commands take, those that work here */
  readonly shared: readonly SharedOptionName[];
  /** what those are where they are not given, when that is not what is usual */
  readonly defaults?: Readonly<Partial<Record<SharedOptionName, unknown>>>;
  /** options of its own, by the name they are handed over by */
  readonly own?: Readonly<Record<string, Option>>;
  /** why others do not work, or what to do instead; those not named are refused without a reason */
  readonly refuses?: Readonly<Partial<Record<SharedOptionName, string>>>;
  /** lines to type, without the prompt */
  readonly examples?: readonly string[];
  /** whether an interrupt leaves time to print what there is by then */
  readonly interruptible?: true;
  /** schemas of what it writes or reads as JSON, by the name that `mesoscope schema` takes */
  readonly schemas?: Readonly<Record<string, () => Promise<z.ZodType>>>;
}

/** One run of a command. */
export interface Call<Options> {
  /** what stands on the command line beside options */
  readonly paths: readonly string[];
  readonly options: Options;
  /** names of options that were given and not left at their defaults */
  readonly given: ReadonlySet<string>;
  readonly io: Io;
  /** all commands, the default one first */
  readonly commands: readonly Command[];
  /** what a report says of the program */
  readonly maker: Maker;
  /** aborted when the run is interrupted: what there is by then is still printed */
  readonly signal: AbortSignal;
  /** shows progress on standard error where that is a terminal */
  progress(finished: number, total: number): void;
  /** shows a provisional row there, which the measured one replaces */
  announce(row: string): void;
  /** takes that line away, before anything else is printed */
  clearProgress(): void;
}

/** Takes rows as they come, in any order, and prints them in theirs. */
export interface LiveSink<Row, Start = Expected> {
  /** to be called before any row */
  begin(expected: Start): void;
  /** @param row undefined: there is none in this place */
  row(row: Row | undefined, place: number): void;
}

/** One run of a command that prints a report. */
export interface ReportCall<Options> extends Call<Options> {
  readonly format: FormatId;
  readonly view: View;
  /** where the rows of the result can be printed as they come */
  readonly live?: LiveSink<never, never>;
}

/** What a run gave. */
export interface Outcome<Result> {
  /** undefined: there is nothing to print */
  readonly result?: Result;
  /** inputs that were not measured; they are named on standard error */
  readonly errors?: readonly AccountedInput[];
  readonly skipped?: readonly AccountedInput[];
  /** 0 unless given */
  readonly status?: number;
  /** runs when the report is written, for what is written beside it */
  readonly written?: (text: string) => Promise<void>;
}

/** How a command prints what it found: the runner chooses the format, orders rows, writes and ends with a status. */
export interface Shown<Options, Result> extends CommandDocument {
  readonly views: Views<Result>;
  readonly order?: RowOrder<Result>;
  /** formats whose rows are printed as they come, unless they are to be put in order */
  readonly live?: Readonly<Partial<Record<FormatId, () => Promise<LiveRows<never, Result, never>>>>>;
  /** which format where none is named; by default the table */
  readonly usualFormat?: (options: Options, io: Io) => Promise<FormatId | undefined> | FormatId | undefined;
  /** @throws UsageError for a format that these options do not go with */
  readonly requireFormat?: (format: FormatId, options: Options, io: Io) => void;
}

/** A feature whose task can be done by any thread, once it is planned. */
export interface PlannedFeature<Options, Plan, Result> extends Shown<Options, Result> {
  /** the one input that is named; `joined`: several files are one; absent: inputs, if any, are in the plan */
  readonly input?: "one" | "joined";
  /** how that input is read where the options do not say it */
  readonly reads?: (options: Options, plan: Plan) => Partial<SharedOptions>;
  /** @throws UsageError for wrong options */
  readonly plan: (call: ReportCall<Options>) => Plan | Promise<Plan>;
  /** how many steps are shown before the first is finished; 1 by default */
  readonly steps?: number;
  readonly task: () => Promise<FeatureTask<Plan, Result>>;
  /** what is said of the result beside it */
  readonly outcome?: (result: Result) => Outcome<Result>;
}

/** A feature that finds its inputs, and hands out its work, by itself. */
export interface RunFeature<Options, Result> extends Shown<Options, Result> {
  /** @throws UsageError for wrong options; InputError when an input cannot be had */
  readonly run: (call: ReportCall<Options>) => Promise<Outcome<Result>>;
}

/** A feature that does its own writing. */
export interface ActionFeature<Options> extends CommandDocument {
  /** what -f takes; undefined: it does not work */
  readonly formats?: readonly FormatId[];
  /** what it prints where neither -f nor the name after -o says it; -o may then be a folder, too. By default the table */
  readonly usual?: FormatId;
  /** options of its own that name a file to be written */
  readonly writes?: readonly string[];
  /** @returns the exit status */
  readonly act: (call: ReportCall<Options>) => Promise<number>;
}

/** A command whose options and result only itself knows. */
export interface Command extends CommandDocument {
  /** undefined: it prints no report */
  readonly formats?: readonly FormatId[];
  readonly sortKeys?: readonly string[];
  /** @returns the exit status */
  execute(call: Call<never>): Promise<number>;
}

/** A command with a task that programs can have done, too. */
export interface Feature<Plan = never, Result = unknown> extends Command {
  readonly task: () => Promise<FeatureTask<Plan, Result>>;
}

/** All options of a command as one list, with the heading each stands under. */
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

/** A shared option as this command takes it. */
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
