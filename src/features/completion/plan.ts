import type { Call } from "../../command/command.ts";
import { exitStatus } from "../../command/io.ts";
import type { SharedOptions } from "../../command/options.ts";
import { writeOutput } from "../../command/write-output.ts";
import { UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { wordsOf } from "./command-words.ts";
import { manualPage } from "./manual-page.ts";
import { type Shell, shellScripts } from "./shell-completion.ts";

/** Prints a script to load, or the manual page. @returns the exit status @throws UsageError for another shell */
export async function writeCompletion({
  paths,
  options,
  io,
  commands,
}: Call<SharedOptions>): Promise<number> {
  const which = paths[0] ?? /(?:^|\/)(bash|zsh|fish)$/.exec(io.env["SHELL"] ?? "")?.[1] ?? "bash";
  if (which !== "man" && !Object.hasOwn(shellScripts, which)) {
    throw new UsageError(
      `no completion for "${which}": there are ${Object.keys(shellScripts).join(", ")}, and man`,
    );
  }
  const words = wordsOf(commands);
  const text = which === "man" ? manualPage(words, version) : shellScripts[which as Shell](words);
  await writeOutput(io, options.output, text, options.force);
  return exitStatus.fine;
}
