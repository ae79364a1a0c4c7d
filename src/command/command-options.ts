import type { Command } from "./command.ts";
import { type Option, type SharedOptionName, sharedOptions } from "./options.ts";

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
