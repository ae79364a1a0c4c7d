import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { wordyText } from "./fixtures.ts";
import { spawnShell, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

beforeAll(() => {
  writeFileSync(at("a.txt"), wordyText(6000));
  writeFileSync(at("b.txt"), wordyText(6000, 2));
  mkdirSync(at("parts"));
  const budget = { files: "*.txt", symbolEntropy: { max: 0.1 } };
  writeFileSync(at("mesoscope.config.json"), JSON.stringify({ budgets: [budget] }));
});

/** Commands of each kind, by the status that they end with whoever reads what they print. */
const commands: readonly (readonly [command: string, status: number])[] = [
  ["check", 1],
  ["check -f json", 1],
  ["check -f github", 1],
  ["check -f junit -o report.xml", 1],
  ["a.txt", 0],
  ["-e plug-in a.txt nowhere", 3],
  ["-f json a.txt", 0],
  ["compare a.txt b.txt", 0],
  ["baseline -o b.json", 0],
  ["score a.txt -o parts --shard 0/1", 0],
  ["merge nowhere", 3],
  ["sources", 0],
  ["schema output", 0],
  ["define", 0],
  ["completion bash", 0],
  ["--help", 0],
  ["-V", 0],
  ["generate uniform -n 1MB", 0],
  ["--no-such-option", 2],
];

/** The others wait for many processes each. */
const usual = new Set(["check", "sources"]);

describe.each(commands)("mesoscope %s", (command, status) => {
  const statusOf = async (line: string) => (await spawnShell(`cd ${folder}; ${line}`)).status;

  const tags = usual.has(command) ? [] : ["slow"];
  it("keeps its status when nobody reads to the end, and without standard error", { tags }, async () => {
    const early = statusOf(
      `set +o pipefail; mesoscope ${command} 2>/dev/null | true; exit \${PIPESTATUS[0]}`,
    );
    const first = statusOf(
      `set +o pipefail; mesoscope ${command} 2>/dev/null | head -c 1 > /dev/null; exit \${PIPESTATUS[0]}`,
    );
    const silent = statusOf(`mesoscope ${command} > /dev/null 2>&-`);
    expect(await Promise.all([early, first, silent])).toEqual([status, status, status]);
  });
});

it.each(["true", "head -c 1"])(
  "the step summary is written when %s reads the annotations",
  async (reader) => {
    const summary = at(`summary-${reader.length}.md`);
    const line = `cd ${folder}; mesoscope check -f github | ${reader} > /dev/null; echo \${PIPESTATUS[0]}`;
    const { out } = await spawnShell(line, { env: { GITHUB_STEP_SUMMARY: summary } });
    expect(out).toBe("1\n");
    expect(readFileSync(summary, "utf8")).toContain("2 failed");
  },
);

it.skipIf(process.platform !== "linux").each(["a.txt", "sources", "check", "schema output", "--help"])(
  "mesoscope %s: an output that cannot be written is an error",
  async (command) => {
    const { status, err } = await spawnShell(`cd ${folder}; mesoscope ${command} > /dev/full`);
    expect([status, err]).toEqual([2, "mesoscope: cannot write: no space left\n"]);
  },
);
