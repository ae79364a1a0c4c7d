import { CommanderError } from "commander";
import type { Call, Command } from "../command/command.ts";
import { goneReason } from "../command/gone.ts";
import { exitStatus, type Io, write } from "../command/io.ts";
import { listenForInterrupts, neverInterrupted } from "../command/on-interrupt.ts";
import { describeWriteFault } from "../command/write-output.ts";
import { messageOf, NoField, RecipeError, UsageError } from "../core/errors.ts";
import { lastNativeCalls } from "../core/native-calls.ts";
import { version } from "../core/version.ts";
import { commands, scan } from "../features/registry.ts";
import { textOfPath } from "../input/raw-path.ts";
import { lacksFiles } from "../input/system-fault.ts";
import { formatIds } from "../report/formats.ts";
import { errorLine } from "../report/kit/format.ts";
import { versionsThatMatter } from "../run/installation.ts";
import { meantBy, optionsElsewhere } from "./guesses.ts";
import { createProgram, exampleText, type ParsedCall } from "./program.ts";
import { createProgress } from "./progress.ts";

/**
 * The whole command line. Writes only to the streams of `io`.
 *
 * @param words the arguments, without the interpreter and the script: as bytes where they are not UTF-8
 * @returns the exit status
 */
export async function main(words: readonly (string | Uint8Array)[], io: Io): Promise<number> {
  let argv = words.map((word) => (typeof word === "string" ? word : textOfPath(word)));
  let status: number = exitStatus.fine;
  const printed: Promise<boolean>[] = [];
  const print = (text: string) => void printed.push(write(io.stdout, text));
  try {
    argv = meantBy(
      argv,
      commands.map(({ name }) => name),
    );
    const [first, asked = ""] = argv;
    // Commander would print its full help instead of the error.
    const topics = ["help", "--help", "-h", "--all", ...commands.map(({ name }) => name)];
    if (first === "help" && argv.length > 1 && !topics.includes(asked))
      throw new UsageError(`no command "${asked}"; mesoscope --help lists them`);
    const whole = first === "help" && asked === "--all";
    // Help on help is help.
    if (whole || (first === "help" && /^(-h|--help|help)$/.test(asked))) argv.splice(1);
    const short = !whole && (argv.length === 0 || argv.some((word) => /^(-h|--help|help)$/.test(word)));
    const program = createProgram(
      argv,
      async (command, parsed) => {
        status = isBare(command, parsed, io)
          ? await write(io.stdout, program.helpInformation() + helpEnd(short)).then(() => exitStatus.fine)
          : await runCommand(command, parsed, io);
      },
      short,
    );
    program
      .version(version, "-V, --version", "print the version")
      .helpOption("-h, --help", "print this help")
      .helpCommand("help [command]", "help of a command; --all: all commands and options")
      .addHelpText("after", helpEnd(short))
      .exitOverride()
      .showSuggestionAfterError()
      .configureOutput({
        writeOut: print,
        writeErr: (text) => void io.stderr.write(text),
        outputError: (text, writeError) => writeError(usageLine(text, argv)),
        getOutHelpWidth: () => Math.min(io.stdout.columns || 80, 100),
        getErrHelpWidth: () => 80,
        // The help has no colours; testing the terminal for them would open streams, which takes some milliseconds.
        getOutHasColors: () => false,
        getErrHasColors: () => false,
      });
    for (const command of program.commands) command.copyInheritedSettings(program);
    await program
      .parseAsync([...argv], { from: "user" })
      // Help and version also end by an error; wait for their output.
      .finally(() => Promise.all(printed));
    return status;
  } catch (error) {
    return settle(error, io);
  }
}

/** Runs a command and always clears its progress. */
async function runCommand(command: Command, parsed: ParsedCall, io: Io): Promise<number> {
  const progress = createProgress(io, parsed.options["quiet"] === true);
  const interruption = command.interruptible ? listenForInterrupts() : neverInterrupted();
  const call = {
    ...parsed,
    io,
    commands: [scan, ...commands],
    maker: { version, environment: versionsThatMatter(io.versions) },
    progress: progress.update,
    announce: progress.announce,
    clearProgress: progress.clear,
    signal: interruption.signal,
  };
  try {
    const status = await command.execute(call as unknown as Call<never>);
    return interruption.status() ?? status;
  } finally {
    progress.clear();
    interruption.end();
  }
}

/** No input was named and none is piped in: print the help. */
function isBare(command: Command, { paths, options }: ParsedCall, io: Io): boolean {
  const named = paths.length > 0 || options["corpora"] !== undefined || options["filesFrom"] !== undefined;
  return command === scan && !named && io.stdin.isTTY === true;
}

async function settle(error: unknown, io: Io): Promise<number> {
  // Commander has already printed its message; its own status for wrong usage is 1.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.fine : exitStatus.usage;
  const unwritten = error instanceof Error && "syscall" in error && error.syscall === "write";
  const text = unwritten ? `cannot write: ${describeWriteFault(error)}` : wordingOf(error);
  await write(io.stderr, `mesoscope: ${text}\n`).catch(() => false);
  const slip = error instanceof UsageError || error instanceof NoField;
  return unwritten || slip ? exitStatus.usage : exitStatus.input;
}

/** Names from the command line may contain anything; only the picture of a recipe has several lines. */
function wordingOf(error: unknown): string {
  if (lacksFiles(error)) return "too many open files: ulimit -n allows more, and --jobs 1 takes fewer";
  if (!(error instanceof RecipeError)) return errorLine(messageOf(error));
  return errorLine(error.detail) + error.message.slice(error.detail.length);
}

/** Names of options in other programs, and of formats, which are values of -f. */
const namesElsewhere: Readonly<Record<string, string>> = {
  ...optionsElsewhere,
  ...Object.fromEntries(formatIds.map((id) => [`--${id}`, `-f ${id}`])),
};

/** The command that the arguments name; "": the default one. */
const commandOf = (argv: readonly string[]) =>
  argv.find((word) => commands.some(({ name }) => name === word)) ?? "";

/** Commander's message on one line, with a suggestion. */
function usageLine(text: string, argv: readonly string[]): string {
  const line = text
    .trimEnd()
    .replace(/^error: /, "")
    .replace("\n(Did you mean", " (Did you mean");
  const [, option = ""] = /^unknown option '(.*)'/.exec(line) ?? [];
  const reason = goneReason(commandOf(argv), option.split("=")[0]!);
  if (reason !== undefined) return `mesoscope: ${reason}\n`;
  const meant = Object.hasOwn(namesElsewhere, option) ? namesElsewhere[option] : undefined;
  const surplus = /^too many arguments for 'generate'/.test(line)
    ? " (Did you mean -n before the length?)"
    : "";
  const hinted = meant === undefined ? line + surplus : `unknown option '${option}' (Did you mean ${meant}?)`;
  return `mesoscope: ${errorLine(hinted)}\n`;
}

/** Examples in the short help. */
const fewExamples = 4;

/** The end of the full help, or of the short one. */
function helpEnd(short: boolean): string {
  const examples = exampleText(short ? scan.examples!.slice(0, fewExamples) : scan.examples!);
  const more = `\nmesoscope help --all lists all ${commands.length} commands and all options.\n`;
  return `${examples}
Exit status: 0 fine, 1 a check failed, 2 wrong usage or unwritten output,
             3 an input is missing or damaged
${short ? more : ""}`;
}

/** Waits for work that must finish before the process ends. */
export async function settled(): Promise<void> {
  await lastNativeCalls();
}
