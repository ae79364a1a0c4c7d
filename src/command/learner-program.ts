import { join } from "node:path";
import { UsageError, underName } from "../core/errors.ts";
import type { Answer, Exchange, Learner } from "../learners/exchange.ts";
import { exchangeBytes, mostAnswerBytes, readAnswer, shown } from "../learners/exchange-text.ts";
import { observerLearner } from "../learners/observer-learner.ts";
import { splitCommand } from "../learners/split-command.ts";
import { installedFolders } from "../run/installation.ts";
import type { Io } from "./io.ts";
import { outputOf } from "./run-program.ts";

/**
 * The learner of a command line: a built-in one, or any program.
 *
 * A program is started without a shell, once per request, in a process group of its own. The group is killed when it takes too
 * long or prints too much, and when this process ends.
 *
 * @param command as after `--learner`
 * @throws UsageError for a command that cannot be split into words; the learner throws InputError in one line
 */
export function learnerOf(command: string, seconds: number, io: Io): Learner {
  const [program, ...words] = splitCommand(command);
  if (program === "observer") {
    if (words.length > 0)
      throw new UsageError(`--learner: the observer takes no arguments, not "${words[0]}"`);
    return async (exchange) => observerLearner(exchange);
  }
  const argv = bundledLearner(program, words, io) ?? [program, ...words];
  return (exchange) => queryProgram(argv, exchange, seconds, io);
}

/** Reference learners of this package, by their name. */
function bundledLearner(program: string, words: readonly string[], io: Io): string[] | undefined {
  const file = (name: string) => join(installedFolders(io.env).packageRoot, "learners", name);
  switch (program) {
    case "ngram":
    case "completions":
      return [process.execPath, file(`${program}.mjs`), ...words];
    case "gpt-tiny":
    case "gpt-small":
      return [io.env["MESOSCOPE_PYTHON"] ?? "python3", file("gpt.py"), program, ...words];
    default:
      return undefined;
  }
}

/** Runs one process: writes the request, and reads the answer. */
async function queryProgram(
  argv: readonly string[],
  exchange: Exchange,
  seconds: number,
  io: Io,
): Promise<Answer> {
  const about = `learner ${shown(argv.join(" "))}`;
  const out = await outputOf(about, argv, exchangeBytes(exchange), mostAnswerBytes(exchange), seconds, io);
  return underName(about, () => readAnswer(out, exchange));
}
