import { type Call, type Command, optionsOfCommand } from "../../command/command.ts";
import { exitStatus } from "../../command/io.ts";
import type { Option, SharedOptions } from "../../command/options.ts";
import { writeOutput } from "../../command/write-output.ts";
import { UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";

/** An option in completion and the manual. */
interface OptionWords {
  readonly short: string | undefined;
  readonly long: string;
  /** its value, e.g. `<file>`; undefined for a switch */
  readonly value: string | undefined;
  readonly choices: readonly string[];
  readonly description: string;
}

interface CommandWords {
  /** empty for the default command */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
}

/** All words of the command line, from the definitions of the commands. */
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

/** Splits `--[no-]map` into two words. */
function optionWords({ flags, description, negative, choices = [] }: Option): OptionWords[] {
  const names = flags.match(/--?[\w[\]-]+/g) ?? [];
  const short = names.find((name) => !name.startsWith("--"));
  const long = names.find((name) => name.startsWith("--")) ?? "";
  const value = /<.*>/.exec(flags)?.[0];
  if (negative === undefined) return [{ short, long, value, choices, description }];
  const both = { short: undefined, value, choices };
  return [
    { ...both, long: long.replace("[no-]", ""), description },
    { ...both, long: long.replace("[no-]", "no-"), description: negative },
  ];
}

/** Escapes text for troff: no escapes, no requests at the start of a line. */
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

/** The manual page, in troff's man macros, from the same definitions as the help. */
function manualPage(words: readonly CommandWords[], version: string): string {
  const [scan, ...commands] = words;
  return [
    `.TH MESOSCOPE 1 "" "mesoscope ${version}" "User Commands"`,
    ".SH NAME",
    "mesoscope \\- measures where data is between order and noise",
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

/** A script that completes commands, options and values, from the same definitions as the help. */
type Shell = "bash" | "zsh" | "fish" | "powershell";

const names = ({ short, long }: OptionWords) => (short === undefined ? [long] : [short, long]);
const longs = (options: readonly OptionWords[]) => options.map(({ long }) => long);
/** Text in single quotes, for a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const withChoices = ({ options }: CommandWords) => options.filter(({ choices }) => choices.length > 0);
/** The named commands; the first entry is the default one. */
const named = (words: readonly CommandWords[]) => words.slice(1);

/** A case of a POSIX shell for each option with a set of values, by command and option. */
const choiceCases = (words: readonly CommandWords[], action: (choices: string) => string) =>
  words
    .flatMap((command) =>
      withChoices(command).map((option) => {
        const patterns = names(option).map((name) => `${command.name}:${name}`);
        return `    ${patterns.join("|")}) ${action(option.choices.join(" "))} ;;`;
      }),
    )
    .join("\n");

const shellScripts: Readonly<Record<Shell, (words: readonly CommandWords[]) => string>> = {
  bash: (words) => `# mesoscope completion bash > /etc/bash_completion.d/mesoscope
_mesoscope() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= word options file
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${named(words)
      .map(({ name }) => name)
      .join("|")}) command=$word; break ;; esac
  done
  case $command:$before in
${choiceCases(words, (choices) => `COMPREPLY=($(compgen -W ${quoted(choices)} -- "$current")); return`)}
  esac
  if [[ $current == -* ]]; then
    case $command in
${words.map(({ name, options }) => `      ${name || "''"}) options=${quoted(longs(options).join(" "))} ;;`).join("\n")}
    esac
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  else
    while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$current")
    if [[ -z $command ]]; then
      COMPREPLY+=($(compgen -W ${quoted(
        named(words)
          .map(({ name }) => name)
          .join(" "),
      )} -- "$current"))
    fi
  fi
}
complete -o filenames -F _mesoscope mesoscope
`,
  zsh: (words) => {
    const entry = (name: string, text: string) => quoted(`${name.replaceAll(":", "\\:")}:${text}`);
    const list = (all: readonly OptionWords[]) =>
      all.map(({ long, description }) => entry(long, description)).join(" ");
    return `#compdef mesoscope
# mesoscope completion zsh > "\${fpath[1]}/_mesoscope"
_mesoscope() {
  local -a commands options
  local word command=
  commands=(${named(words)
    .map(({ name, summary }) => entry(name, summary))
    .join(" ")})
  options=(${list(words[0]?.options ?? [])})
  for word in \${words[2,CURRENT-1]}; do
    case $word in
${named(words)
  .map(({ name, options }) => `      ${name}) command=$word; options=(${list(options)}); break ;;`)
  .join("\n")}
    esac
  done
  case $command:\${words[CURRENT-1]} in
${choiceCases(words, (choices) => `compadd ${choices}; return`)}
  esac
  if [[ $PREFIX == -* ]]; then
    _describe option options
  else
    [[ -z $command ]] && _describe command commands
    _files
  fi
}
_mesoscope "$@"
`;
  },
  fish: (words) => {
    const line = (option: OptionWords, condition: string) => {
      const short = option.short === undefined ? "" : ` -s ${option.short.slice(1)}`;
      const choices = option.choices.length > 0 ? ` -xa ${quoted(option.choices.join(" "))}` : "";
      const value = option.value !== undefined && choices === "" ? " -r" : "";
      return `complete -c mesoscope${condition}${short} -l ${option.long.slice(2)}${value}${choices} -d ${quoted(option.description)}`;
    };
    return [
      "# mesoscope completion fish > ~/.config/fish/completions/mesoscope.fish",
      ...named(words).map(
        ({ name, summary }) =>
          `complete -c mesoscope -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
      ),
      ...words.flatMap(({ name, options }) =>
        options.map((option) =>
          line(
            option,
            name === "" ? " -n __fish_use_subcommand" : ` -n '__fish_seen_subcommand_from ${name}'`,
          ),
        ),
      ),
      "",
    ].join("\n");
  },
  powershell: (words) => {
    const list = (all: readonly string[]) =>
      `@(${all.map((one) => `'${one.replaceAll("'", "''")}'`).join(", ")})`;
    return `# mesoscope completion powershell >> $PROFILE
Register-ArgumentCompleter -Native -CommandName mesoscope -ScriptBlock {
  param($current, $tree, $position)
  $words = @($tree.CommandElements | ForEach-Object { "$_" })
  $before = if ($current -eq '') { $words[-1] } elseif ($words.Count -gt 1) { $words[-2] } else { '' }
  $choices = @{
${words
  .flatMap((command) =>
    withChoices(command).flatMap((option) =>
      names(option).map((name) => `    '${command.name}:${name}' = ${list(option.choices)}`),
    ),
  )
  .join("\n")}
  }
  $own = @{
${words.map(({ name, options }) => `    '${name}' = ${list(longs(options))}`).join("\n")}
  }
  $command = $words | Select-Object -Skip 1 | Where-Object { $own.ContainsKey($_) } | Select-Object -First 1
  $found = if ($choices.ContainsKey("\${command}:$before")) { $choices["\${command}:$before"] }
  elseif ($current -like '-*') { $own["$command"] }
  elseif (-not $command) { $own.Keys | Where-Object { $_ -ne '' } | Sort-Object }
  $found | Where-Object { $_ -like "$current*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
  },
};

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
