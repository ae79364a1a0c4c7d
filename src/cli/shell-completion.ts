import type { OptionWords, Words } from "./command-words.ts";

/** A script that completes commands, options and values, from the same definitions as the help. */
export type Shell = "bash" | "zsh" | "fish" | "powershell";

const names = ({ short, long }: OptionWords) => (short === undefined ? [long] : [short, long]);
const longs = (options: readonly OptionWords[]) => options.map(({ long }) => long);
/** Text in single quotes, for a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const withChoices = ({ commands, options }: Words) =>
  [...options, ...commands.flatMap((command) => command.options)].filter(({ choices }) => choices.length > 0);

export const shellScripts: Readonly<Record<Shell, (words: Words) => string>> = {
  bash: (words) => {
    const { commands, options } = words;
    const own = commands.filter((command) => command.options.length > 0);
    return `# mesoscope completion bash > /etc/bash_completion.d/mesoscope
_mesoscope() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${commands.map(({ name }) => name).join("|")}) command=$word; break ;; esac
  done
  case $before in
${withChoices(words)
  .map(
    (option) =>
      `    ${names(option).join("|")}) COMPREPLY=($(compgen -W ${quoted(option.choices.join(" "))} -- "$current")); return ;;`,
  )
  .join("\n")}
  esac
  if [[ $current == -* ]]; then
    local options=${quoted(longs(options).join(" "))}
    case $command in
${own.map(({ name, options }) => `      ${name}) options+=${quoted(` ${longs(options).join(" ")}`)} ;;`).join("\n")}
    esac
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
    if [[ -z $command ]]; then
      COMPREPLY+=($(compgen -W ${quoted(commands.map(({ name }) => name).join(" "))} -- "$current"))
    fi
  fi
}
complete -o filenames -F _mesoscope mesoscope
`;
  },
  zsh: (words) => {
    const { commands, options } = words;
    const entry = (name: string, text: string) => quoted(`${name.replaceAll(":", "\\:")}:${text}`);
    const list = (all: readonly OptionWords[]) =>
      all.map(({ long, description }) => entry(long, description)).join(" ");
    return `#compdef mesoscope
# mesoscope completion zsh > "\${fpath[1]}/_mesoscope"
_mesoscope() {
  local -a commands options
  local word command=
  commands=(${commands.map(({ name, summary }) => entry(name, summary)).join(" ")})
  options=(${list(options)})
  for word in \${words[2,CURRENT-1]}; do
    case $word in
${commands
  .map(({ name, options }) => `      ${name}) command=$word; options+=(${list(options)}); break ;;`)
  .join("\n")}
    esac
  done
  case \${words[CURRENT-1]} in
${withChoices(words)
  .map((option) => `    ${names(option).join("|")}) compadd ${option.choices.join(" ")}; return ;;`)
  .join("\n")}
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
  fish: ({ commands, options }) => {
    const line = (option: OptionWords, condition: string) => {
      const short = option.short === undefined ? "" : ` -s ${option.short.slice(1)}`;
      const choices = option.choices.length > 0 ? ` -xa ${quoted(option.choices.join(" "))}` : "";
      const value = option.value !== undefined && choices === "" ? " -r" : "";
      return `complete -c mesoscope${condition}${short} -l ${option.long.slice(2)}${value}${choices} -d ${quoted(option.description)}`;
    };
    return [
      "# mesoscope completion fish > ~/.config/fish/completions/mesoscope.fish",
      ...commands.map(
        ({ name, summary }) =>
          `complete -c mesoscope -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
      ),
      ...options.map((option) => line(option, "")),
      ...commands.flatMap(({ name, options }) =>
        options.map((option) => line(option, ` -n '__fish_seen_subcommand_from ${name}'`)),
      ),
      "",
    ].join("\n");
  },
  powershell: (words) => {
    const { commands, options } = words;
    const list = (all: readonly string[]) =>
      `@(${all.map((one) => `'${one.replaceAll("'", "''")}'`).join(", ")})`;
    return `# mesoscope completion powershell >> $PROFILE
Register-ArgumentCompleter -Native -CommandName mesoscope -ScriptBlock {
  param($current, $tree, $position)
  $words = @($tree.CommandElements | ForEach-Object { "$_" })
  $before = if ($current -eq '') { $words[-1] } elseif ($words.Count -gt 1) { $words[-2] } else { '' }
  $choices = @{
${withChoices(words)
  .flatMap((option) => names(option).map((name) => `    '${name}' = ${list(option.choices)}`))
  .join("\n")}
  }
  $own = @{
${commands.map(({ name, options }) => `    '${name}' = ${list(longs(options))}`).join("\n")}
  }
  $command = $words | Select-Object -Skip 1 | Where-Object { $own.ContainsKey($_) } | Select-Object -First 1
  $found = if ($choices.ContainsKey($before)) { $choices[$before] }
  elseif ($current -like '-*') { ${list(longs(options))} + $(if ($command) { $own[$command] } else { @() }) }
  elseif (-not $command) { $own.Keys | Sort-Object }
  $found | Where-Object { $_ -like "$current*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
  },
};
