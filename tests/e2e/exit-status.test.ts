import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { wordyText } from "./fixtures.ts";
import { binary, spawnCli, spawnShell, temporaryFolder } from "./run-cli.ts";

/** Status 1 says that a check failed, and nothing else: whatever goes wrong around a run ends with 2 or 3, and one line. */
const folder = temporaryFolder();
mkdirSync(join(folder, "texts"));
for (let i = 0; i < 6; i++) writeFileSync(join(folder, "texts", `${i}.txt`), wordyText(90_000, i + 1));
const configuration = { budgets: [{ files: "*.txt", symbolEntropy: { max: 8 } }], sample: "20kB" };
writeFileSync(join(folder, "mesoscope.config.json"), JSON.stringify(configuration));

const commands = {
  scan: "-e plug-in --no-cache texts",
  "scan of the spectrum": "--no-cache --sample 1kB texts",
  "scan by threads": "-e block-gain --no-cache --sample 90kB --jobs 2 texts",
  check: "check --no-cache",
  baseline: "baseline --no-cache -o new.json",
  score: "score --shard 0/1 --quick -o parts texts",
  probe: "probe --learner cat",
  compare: "compare --no-cache --sample 4kB texts/0.txt texts/1.txt texts/2.txt",
  generate: "generate uniform -n 100 -o bytes.bin",
  sources: "sources",
  help: "--help",
};
const circumstances: Readonly<Record<string, (command: string) => string>> = {
  "a working directory that is gone": (command) => `mkdir gone; cd gone; rmdir ../gone; mesoscope ${command}`,
  "20 open files": (command) => `ulimit -n 20; mesoscope ${command}`,
  "24 open files": (command) => `ulimit -n 24; mesoscope ${command}`,
  "32 open files": (command) => `ulimit -n 32; mesoscope ${command}`,
  "a closed stderr": (command) => `mesoscope ${command} none 2>&-`,
  "a full stderr": (command) => `mesoscope ${command} none 2> /dev/full`,
  "a stderr that nobody reads": (command) => `mesoscope ${command} none 2> >(exit)`,
  "a full stdout": (command) => `mesoscope ${command} > /dev/full`,
  "everything closed": (command) => `mesoscope ${command} <&- >&- 2>&-`,
  "a home that is a file": (command) =>
    `HOME=/dev/null XDG_CACHE_HOME=/dev/null/x XDG_DATA_HOME=/dev/null mesoscope ${command}`,
  "no temporary folder": (command) => `TMPDIR=/none mesoscope ${command}`,
};

/** Whether Node itself gets as far as running a file: newer ones need more open files than older ones. */
function runsUnder(line: (command: string) => string): boolean {
  const nothing = join(folder, "nothing.cjs");
  writeFileSync(nothing, "");
  const shell = `mesoscope() { "${process.execPath}" "${nothing}"; }; ${line("")}`;
  return spawnSync("bash", ["--norc", "-c", shell], { cwd: folder }).status === 0;
}

describe.skipIf(process.platform !== "linux")("no status 1", () => {
  const able = Object.entries(circumstances).filter(
    ([about, line]) => !about.endsWith("open files") || runsUnder(line),
  );
  const cases = able.flatMap(([about, line], i) =>
    Object.entries(commands).map(([name, command], j) => ({
      about,
      name,
      line: line(command),
      few: (i + j) % 7 === 0,
    })),
  );
  const few = cases.filter((one) => one.few);
  test.each(few)("$about: $name", ({ line }) => endsWell(line));
  const others = cases.filter((one) => !one.few);
  // All of them are a campaign: npm run campaign:statuses.
  const whole = process.env["MESOSCOPE_STATUSES"] === "1";
  const some = others.filter((_, i) => i % 5 === 0);
  test.each(whole ? others : some)("$about: $name", { tags: ["slow"] }, ({ line }) => endsWell(line));

  async function endsWell(line: string) {
    const { status, err } = await spawnShell(`cd '${folder}'; ${line}`);
    expect([0, 2, 3], err).toContain(status);
    const lines = err.split("\n").slice(0, -1);
    for (const one of lines) {
      expect(one).toMatch(/^mesoscope: [^\p{Cc}]+$/u);
      // What a limit does to the inside of Node, and where its modules are, is nothing to a user.
      expect(one).not.toMatch(
        /is not a function|Cannot read|initialization|node_modules|\.c?js\b|\bE[A-Z]{4,}\b/,
      );
    }
    if (status !== 0 && !line.includes("2>")) expect(lines.length).toBeGreaterThan(0);
  }

  test.each(Object.entries(commands))("a folder that is gone is named by %s", async (_, command) => {
    const { status, err } = await spawnShell(
      `cd '${folder}'; mkdir left; cd left; rmdir ../left; mesoscope ${command}`,
    );
    expect([status, err]).toEqual([3, "mesoscope: the working directory is gone\n"]);
  });
});

test("work that waits for what never comes is no work that is done", async () => {
  const stuck = join(folder, "stuck.cjs");
  const command = join(binary, "../../dist/command/main.cjs");
  const main = "() => new Promise(() => {})";
  writeFileSync(
    stuck,
    `require.cache[${JSON.stringify(command)}] = { loaded: true, exports: { main: ${main} } };`,
  );
  const { status, err } = await spawnCli(["sources"], { env: { NODE_OPTIONS: `--require ${stuck}` } });
  expect([status, err]).toEqual([3, "mesoscope: the work came to a halt before its end\n"]);
});
