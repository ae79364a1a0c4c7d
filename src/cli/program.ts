import { Command as Parser, Option as ParserOption } from "commander";
import type { Command } from "../command/command.ts";
import { optionsOfCommand } from "../command/command.ts";
import { goneReason } from "../command/gone.ts";
import {
  everydayOptions,
  listed,
  type Option,
  type SharedOptionName,
  sharedOptions,
} from "../command/options.ts";
import { UsageError } from "../core/errors.ts";
import { commands, everyday, scan } from "../features/registry.ts";

/** The result of parsing, for a run. */
export interface ParsedCall {
  readonly paths: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly given: ReadonlySet<string>;
}

/**
 * The parser of the whole command line, made from the definitions of the commands.
 *
 * @param argv the arguments: only the command in it gets its options, the others only their names
 * @param run called with the parsed arguments
 * @param short whether to print the help of everyday commands and options only; others are never suggested
 */
export function createProgram(
  argv: readonly string[],
  run: (command: Command, call: ParsedCall) => Promise<void>,
  short = false,
): Parser {
  const program = new Parser("mesoscope")
    .usage("[options] [paths...]\n       mesoscope <command> [options]")
    .description(asParagraph(scan.description))
    .argument(scan.argument!.usage, scan.argument!.description)
    // An option after the name of a command belongs to that command.
    .enablePositionalOptions();
  addOptions(program, scan, short ? everydayOptions : undefined);
  program.action((_paths, _options, parser: Parser) =>
    run(scan, { paths: parser.args, ...optionsOf(scan, parser, undefined) }),
  );
  for (const command of commands) {
    program.commandsGroup(`${command.group}:`);
    const parser = program.command(command.name, { hidden: short && !everyday.includes(command) });
    parser.summary(command.summary).description(asParagraph(command.description));
    if (command.argument !== null) parser.argument(command.argument.usage, command.argument.description);
    if (!argv.includes(command.name)) continue;
    addOptions(parser, command);
    if (command.examples !== undefined) parser.addHelpText("after", exampleText(command.examples));
    parser.action(() => run(command, { paths: parser.args, ...optionsOf(command, parser, program) }));
  }
  return program;
}

/** Command lines under a heading. */
export function exampleText(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join("")}`;
}

/** A description without the line breaks of the source: the terminal wraps it. */
const asParagraph = (text: string) => text.replaceAll("\n", " ");

/** @param shown names of the options in the help; undefined: all */
function addOptions(parser: Parser, command: Command, shown?: ReadonlySet<string>): void {
  const known = optionsOfCommand(command);
  for (const { name, option, group } of known)
    for (const one of parserOptions(option))
      parser.addOption(one.helpGroup(group).hideHelp(shown?.has(name) === false));
  // Options of other commands are known here too, to explain why they do not work.
  const names = new Set(known.map(({ name }) => name));
  for (const name of Object.keys(sharedOptions) as SharedOptionName[]) {
    if (names.has(name)) continue;
    const { flags, description, negative }: Option = sharedOptions[name];
    const shown = negative === undefined ? { flags, description } : { flags, description, negative };
    for (const one of parserOptions(shown)) parser.addOption(one.hideHelp());
  }
}

/** `--[no-]map` is two options to the parser. */
function parserOptions(option: Option): ParserOption[] {
  const { flags, description, negative, choices, parse } = option;
  if (negative !== undefined)
    return [
      new ParserOption(flags.replace("[no-]", ""), description),
      new ParserOption(flags.replace("[no-]", "no-"), negative),
    ];
  const made = new ParserOption(flags, description);
  // The help lists choices; errors use one common line.
  if (choices !== undefined) made.argChoices = [...choices];
  if (choices !== undefined && parse === undefined)
    made.argParser((text: string) => oneOf(flags, choices, text));
  if (/<(file|forecast|model)>$/.test(flags)) made.argParser((text: string) => notEmpty(flags, text));
  if (parse !== undefined) made.argParser((text: string, before: unknown) => parse(text, before));
  if (option.default !== undefined && !flags.includes("--no-")) made.default(option.default);
  return [made];
}

/** An empty shell variable names no file, and must not mean the working directory. @throws UsageError */
function notEmpty(flags: string, text: string): string {
  if (text !== "") return text;
  throw new UsageError(`${flags.split(/[ ,]/)[0]} takes the name of a file, not ""`);
}

/** Formats of other programs. */
const formatsElsewhere: ReadonlyMap<string, string> = new Map([
  ...[["tsv", "csv"] as const, ["yaml", "json"] as const, ["jsonl", "ndjson"] as const],
  ...[["text", "table"] as const, ["txt", "table"] as const, ["markdown", "md"] as const],
  ...[["png", "svg"] as const, ["pdf", "svg"] as const, ["htm", "html"] as const],
]);

/** @throws UsageError for a value that is not one of the choices */
function oneOf(flags: string, choices: readonly string[], text: string): string {
  if (choices.includes(text)) return text;
  const [flag = ""] = flags.split(/[ ,]/);
  const gone = goneReason(undefined, flag, text);
  if (gone !== undefined) throw new UsageError(gone);
  const meant = flag === "-f" ? formatsElsewhere.get(text) : undefined;
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  throw new UsageError(`${flag} takes ${listed(choices)}, not "${text}"${hint}`);
}

/**
 * The given options, else their defaults. Options before the name of a command count like those after it.
 *
 * @throws UsageError for an option that the command does not take
 */
function optionsOf(
  command: Command,
  parser: Parser,
  program: Parser | undefined,
): Pick<ParsedCall, "options" | "given"> {
  const options: Record<string, unknown> = { ...parser.opts() };
  const given = new Set(Object.keys(options).filter((name) => isGiven(parser, name)));
  for (const [name, value] of Object.entries(program?.opts() ?? {})) {
    if (!isGiven(program!, name) || given.has(name)) continue;
    options[name] = value;
    given.add(name);
  }
  for (const name of given) {
    const known = name in (command.own ?? {}) || command.shared.includes(name as SharedOptionName);
    if (!known) throw new UsageError(refusal(command, name as SharedOptionName));
  }
  return { options, given };
}

const isGiven = (parser: Parser, name: string) => parser.getOptionValueSource(name) === "cli";

/** Why an option does not work here, in one line. */
function refusal({ name: command, refuses }: Command, name: SharedOptionName): string {
  const flag = sharedOptions[name].flags.split(/[ ,]/)[0]!.replace("[no-]", "");
  const reason = goneReason(command, flag);
  if (reason !== undefined) return reason;
  const why = refuses?.[name];
  return `${command === "" ? "mesoscope" : command} takes no ${flag}${why === undefined ? "" : `: ${why}`}`;
}
