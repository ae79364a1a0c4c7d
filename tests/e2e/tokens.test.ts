import { execFileSync } from "node:child_process";
import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { reportSchema } from "../../src/results/report-schema.ts";
import { wordyText } from "./fixtures.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const text = join(folder, "a.txt");
writeFileSync(text, wordyText(9000));

describe("--encoding with a vocabulary", () => {
  it("measures exactly as many tokens as asked for, and says what cut them", async () => {
    const argv = ["--encoding", "o200k_base", "-e", "plug-in", "--sample", "700", "-f", "json", text];
    const { status, out, err } = await runCli([...argv, "--jobs", "1"]);
    expect([status, err]).toEqual([0, ""]);
    const [sample] = reportSchema.parse(JSON.parse(out)).samples;
    expect(sample).toMatchObject({ n: 700, encoding: { id: "o200k_base", charset: "utf-8" } });
    expect(sample?.encoding.library).toMatch(/^tiktoken \d/);
    // Again, from the cache.
    expect((await runCli([...argv, "--jobs", "1"])).out).toBe(out);
  });

  it("shows tokens as they are, their spaces with them", async () => {
    const { out } = await runCli(["ngrams", text, "--encoding", "gpt2", "-k", "2", "--top", "30"]);
    expect(out).toMatch(/ \d+ tokens of gpt2, \d+ of them different\.\n/);
    expect(out).toMatch(/\n␣[a-z]+␣[a-z]+ +\d+\n/);
  });

  it("has no averages of numbers that stand in no order", async () => {
    const { status, out } = await runCli([
      "--encoding",
      "gpt2",
      "-e",
      "serial-correlation",
      "-f",
      "json",
      text,
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(out).samples[0].measurements[0].reason).toMatch(/^words and tokens are numbered/);
  });

  it("is one line with the command that helps where the package is missing", () => {
    const alone = join(folder, "alone");
    const root = fileURLToPath(new URL("../../", import.meta.url));
    for (const part of ["bin", "package.json"])
      cpSync(join(root, part), join(alone, part), { recursive: true });
    symlinkSync(join(root, "dist"), join(alone, "dist"));
    const run = (...argv: string[]) => {
      try {
        execFileSync(process.execPath, ["--preserve-symlinks", join(alone, "bin/mesoscope.js"), ...argv], {
          cwd: folder,
          stdio: "pipe",
          encoding: "utf8",
        });
        return [0, ""];
      } catch (error) {
        const { status, stderr } = error as { status: number; stderr: string };
        return [status, stderr];
      }
    };
    const line = "mesoscope: --encoding gpt2 needs tiktoken: not installed: npm i tiktoken\n";
    expect(run("--encoding", "gpt2", text)).toEqual([2, line]);
    expect(run("check", "--encoding", "gpt2", text)).toEqual([2, line]);
  });
});
