import type { Command, Option } from "commander";

/** An option as help, completion and the manual show it. */
export interface OptionWords {
  readonly short: string | undefined;
  readonly long: string;
  /** what stands behind it, e.g. `<file>`; undefined for a switch */
  readonly value: string | undefined;
  readonly choices: readonly string[];
  readonly description: string;
}

export interface CommandWords {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
}

/** All that can be typed, from the definitions of the command line themselves. */
export interface Words {
  readonly commands: readonly CommandWords[];
  /** of all commands */
  readonly options: readonly OptionWords[];
}

/** @throws never */
export function wordsOf(program: Command): Words {
  const help = { ...hidden, short: "-h", long: "--help", description: "print this help" };
  return {
    commands: program.commands.map((command) => ({
      name: command.name(),
      usage: command.usage(),
      summary: command.summary(),
      description: command.description(),
      options: command.options.map(optionWords),
    })),
    options: [...program.options.map(optionWords), help],
  };
}

const hidden = { value: undefined, choices: [] };

function optionWords(option: Option): OptionWords {
  return {
    short: option.short,
    long: option.long ?? option.short ?? "",
    value: /[<[].*[>\]]/.exec(option.flags)?.[0],
    choices: option.argChoices ?? [],
    description: option.description,
  };
}
