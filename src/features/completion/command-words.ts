import type { Command } from "../../command/command.ts";
import { optionsOfCommand } from "../../command/command.ts";
import type { Option } from "../../command/options.ts";

/** An option as completion and the manual show it. */
export interface OptionWords {
  readonly short: string | undefined;
  readonly long: string;
  /** what stands behind it, e.g. `<file>`; undefined for a switch */
  readonly value: string | undefined;
  readonly choices: readonly string[];
  readonly description: string;
}

export interface CommandWords {
  /** empty for what runs when no command is named */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
}

/** All that can be typed, from the definitions of the commands. */
export function wordsOf(commands: readonly Command[]): CommandWords[] {
  const help: Option = { flags: "-h, --help", description: "print this help" };
  const version: Option = { flags: "-V, --version", description: "print the version" };
  return commands.map((command) => ({
    name: command.name,
    usage: `[options]${command.argument === null ? "" : ` ${command.argument.usage}`}`,
    summary: command.summary,
    description: command.description,
    options: [
      ...optionsOfCommand(command).map(({ option }) => option),
      help,
      ...(command.name === "" ? [version] : []),
    ].flatMap(optionWords),
  }));
}

/** `--[no-]map` is two words. */
function optionWords({ flags, description, choices = [] }: Option): OptionWords[] {
  const names = flags.match(/--?[\w[\]-]+/g) ?? [];
  const short = names.find((name) => !name.startsWith("--"));
  const long = names.find((name) => name.startsWith("--")) ?? "";
  const value = /<.*>/.exec(flags)?.[0];
  if (!long.includes("[no-]")) return [{ short, long, value, choices, description }];
  const [yes = "", no = ""] = description.split("; or ");
  const both = { short: undefined, value, choices };
  return [
    { ...both, long: long.replace("[no-]", ""), description: yes },
    { ...both, long: long.replace("[no-]", "no-"), description: no },
  ];
}
