import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

/** What is typed, and what it is completed to; the last is no option of that command. */
const typed = [
  ["mesoscope chec", "mesoscope check"],
  ["mesoscope generate --leng", "mesoscope generate --length"],
  ["mesoscope -f ndj", "mesoscope -f ndjson"],
  ["mesoscope check -f juni", "mesoscope check -f junit"],
  ["mesoscope check --basel", "mesoscope check --baseline"],
  ["mesoscope --encoding cl10", "mesoscope --encoding cl100k_base"],
  ["mesoscope compare --leng", "mesoscope compare --leng"],
] as const;
const lines = typed.map(([line]) => line);
const isThere = (shell: string) => spawnSync(shell, ["--version"]).status === 0;

/** A folder with the script of a shell. */
async function scriptOf(shell: string, name: string) {
  const folder = join(temporaryFolder(), "scripts");
  mkdirSync(folder);
  writeFileSync(join(folder, name), (await runCli(["completion", shell])).out);
  return folder;
}

/** Types lines into a zsh in a terminal of its own, each with a tab and then a key that shows what stands there. */
const zshAtATerminal = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PROMPT= RPROMPT= fpath=($1 $fpath); autoload -U compinit; compinit -u -D; setopt no_beep"
zpty -w shell 'shown() { print -r -- "<$BUFFER>"; BUFFER= }; zle -N shown; bindkey "^X" shown; print ready'
zpty -r -m shell seen '*ready*ready*'
for line in "\${@:2}"; do
  zpty -w -n shell "$line"$'\t\x18'
  zpty -r -m shell seen '*<*>*'
  print -r -- \${\${seen##*<}%%>*}
done
zpty -d shell`;

describe("mesoscope completion", () => {
  it("completes commands, options of a command, and values in bash", async () => {
    const { status, out } = await spawnShell(
      [
        "source <(mesoscope completion bash)",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: of the shell
        'try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _mesoscope; echo "${COMPREPLY[*]}"; }',
        'cd "$(mktemp -d)"', // names of files would be completed beside the commands
        ...[
          "mesoscope chec",
          "mesoscope generate --len",
          "mesoscope check -f juni",
          "mesoscope check --basel",
        ].map((line) => `try ${line}`),
        "try mesoscope scan --len", // not an option of the scan
      ].join("\n"),
    );
    expect([status, out]).toEqual([0, "check\n--length\njunit\n--baseline\n\n"]);
  });

  it("completes names of files whole in bash, and runs nothing of them", async () => {
    const names = ["a b.txt", "a*.txt", "a$(touch run).txt", "a`touch run`.txt", "a'q\".txt", "a\\.txt"];
    const folder = join(temporaryFolder(), "names");
    mkdirSync(folder);
    for (const name of names) writeFileSync(join(folder, name), "");
    const { status, out } = await spawnShell(
      [
        "source <(mesoscope completion bash)",
        `cd '${folder}'`,
        "COMP_WORDS=(mesoscope explain a); COMP_CWORD=2; COMPREPLY=(); _mesoscope",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: of the shell
        'printf "%s\\n" "${COMPREPLY[@]}"',
      ].join("\n"),
    );
    expect([status, out.split("\n").slice(0, -1).sort()]).toEqual([0, names.toSorted()]);
    expect(readdirSync(folder).sort()).toEqual(names.toSorted());
  });

  it.skipIf(!isThere("zsh"))("completes them in zsh", { tags: ["slow"] }, async () => {
    const folder = await scriptOf("zsh", "_mesoscope");
    const { stdout } = spawnSync("zsh", ["-f", "-c", zshAtATerminal, "zsh", folder, ...lines], {
      encoding: "utf8",
      cwd: folder,
      timeout: 50_000,
    });
    const completed = stdout.split("\n").map((line) => line.trimEnd());
    expect(completed).toEqual([...typed.map(([, line]) => line), ""]);
  });

  it.skipIf(!isThere("fish"))("completes them in fish", async () => {
    const folder = await scriptOf("fish", "mesoscope.fish");
    const script = [
      "source mesoscope.fish",
      ...lines.map((line) => `echo "$(complete -C '${line}' | cut -f1)"`),
    ];
    const { stdout } = spawnSync("fish", ["--no-config", "-c", script.join("\n")], {
      encoding: "utf8",
      cwd: folder,
    });
    // fish tells the last word alone.
    const words = typed.map(([from, to]) => (from === to ? "" : to.split(" ").at(-1)));
    expect(stdout.split("\n")).toEqual([...words, ""]);
  });

  it.each(["bash", "zsh", "fish", "powershell", "man"])(
    "%s knows every command and shared option",
    async (shell) => {
      const { status, out } = await runCli(["completion", shell]);
      expect(status).toBe(0);
      const plain = out.replaceAll("\\-", "-");
      const expected = ["explain", "check", "baseline", "generate", "completion", "sarif"];
      const options = ["files-from", "no-decompress", "estimator"];
      expect([...expected, ...options].filter((word) => !plain.includes(word))).toEqual([]);
    },
  );

  it("goes by the shell of the user, and says which it knows", async () => {
    const fish = await runCli(["completion"], { env: { SHELL: "/usr/bin/fish" } });
    expect(fish.out).toMatch(/^# mesoscope completion fish /);
    expect(await runCli(["completion", "tcsh"])).toMatchObject({
      status: 2,
      err: 'mesoscope: no completion for "tcsh": there are bash, zsh, fish, powershell, and man\n',
    });
  });

  it("is a manual page that starts no line by accident", async () => {
    const { out } = await runCli(["completion", "man"]);
    const requests = out.split("\n").filter((line) => /^[.']/.test(line));
    expect(requests.filter((line) => !/^\.(TH|SH|SS|TP|B|br)( |$)/.test(line))).toEqual([]);
    expect(out).toContain(".B \\-\\-files\\-from <file>\n");
  });
});
