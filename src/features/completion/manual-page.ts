import type { CommandWords, OptionWords } from "./command-words.ts";

/** Text that troff takes for text: no escapes, no requests at the start of a line. */
function troff(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll(/^(?=[.'])/gm, "\\&");
}

function optionLines({ short, long, value, choices, description }: OptionWords): string[] {
  const flags = [short, long].filter((flag) => flag !== undefined).join(", ");
  const of = choices.length === 0 ? "" : `; one of ${choices.join(", ")}`;
  return [
    ".TP",
    `.B ${troff(flags)}${value === undefined ? "" : ` ${troff(value)}`}`,
    troff(`${description}${of}`),
  ];
}

/** The manual page, in the man macros of troff, from the same definitions as the help. */
export function manualPage(words: readonly CommandWords[], version: string): string {
  const [scan, ...commands] = words;
  return [
    `.TH MESOSCOPE 1 "" "mesoscope ${version}" "User Commands"`,
    ".SH NAME",
    "mesoscope \\- measures where data stands between order and noise",
    ".SH SYNOPSIS",
    ".B mesoscope",
    "[options] [paths...]",
    ".br",
    ".B mesoscope",
    "<command> [options]",
    ".SH OPTIONS",
    ...(scan?.options ?? []).flatMap(optionLines),
    ".SH COMMANDS",
    ...commands.flatMap((command) => [
      `.SS ${troff(`${command.name} ${command.usage}`)}`,
      ...troff(command.description || command.summary).split("\n"),
      ...command.options.flatMap(optionLines),
    ]),
    ".SH EXIT STATUS",
    "0 fine; 1 a check failed; 2 wrong usage or unwritten output; 3 an input is missing or damaged;",
    "130, 143 interrupted.",
    "",
  ].join("\n");
}
