import { describe, expect, it } from "vitest";
import { runCli, spawnShell } from "./run-cli.ts";

describe("mesoscope completion", () => {
  it("completes commands, options of a command, and values in bash", async () => {
    const { status, out } = await spawnShell(
      [
        "source <(mesoscope completion bash)",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: of the shell
        'try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _mesoscope; echo "${COMPREPLY[*]}"; }',
        'cd "$(mktemp -d)"', // names of files would be completed beside the commands
        ...["mesoscope chec", "mesoscope generate --len", "mesoscope -f juni", "mesoscope check --basel"].map(
          (line) => `try ${line}`,
        ),
        "try mesoscope scan --len", // not an option of the scan
      ].join("\n"),
    );
    expect([status, out]).toEqual([0, "check\n--length\njunit\n--baseline\n\n"]);
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
