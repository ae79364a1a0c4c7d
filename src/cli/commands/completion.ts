import type { Command } from "commander";
import { UsageError } from "../../core/errors.ts";
import { wordsOf } from "../command-words.ts";
import { exitStatus, type Io } from "../io.ts";
import { manualPage } from "../manual-page.ts";
import type { SharedOptions } from "../options.ts";
import { type Shell, shellScripts } from "../shell-completion.ts";
import { version } from "../version.ts";
import { writeOutput } from "../write-output.ts";

/** `mesoscope completion [shell]`: a script to load, or the manual page. @throws UsageError for another shell */
export async function runCompletion(
  program: Command,
  arguments_: readonly string[],
  options: SharedOptions,
  io: Io,
): Promise<number> {
  const which = arguments_[0] ?? /(?:^|\/)(bash|zsh|fish)$/.exec(io.env["SHELL"] ?? "")?.[1] ?? "bash";
  const words = wordsOf(program);
  if (which !== "man" && !Object.hasOwn(shellScripts, which)) {
    throw new UsageError(
      `no completion for "${which}": there are ${Object.keys(shellScripts).join(", ")}, and man`,
    );
  }
  const text = which === "man" ? manualPage(words, version) : shellScripts[which as Shell](words);
  await writeOutput(io, options.output, text);
  return exitStatus.fine;
}
