import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { wordyText } from "./fixtures.ts";
import { binary, runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

const text = wordyText(5000);
const configuration = JSON.stringify({ budgets: [{ files: "*.txt", symbolEntropy: { max: 6 } }] });

/** A folder with an input, a configuration and what else commands read. */
function world() {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at("a.txt"), text);
  writeFileSync(at("b.txt"), wordyText(5000, 2));
  writeFileSync(at("mesoscope.config.json"), configuration);
  writeFileSync(at("list"), `${at("a.txt")}\n`);
  writeFileSync(at("a.model"), "a model");
  symlinkSync("a.txt", at("link.txt"));
  linkSync(at("a.txt"), at("hard.txt"));
  return at;
}

const measure = ["-e", "plug-in", "--no-cache", "--jobs", "1", "-f", "json"];
const check = ["--no-cache", "--jobs", "1"];
/** Every way by which a command may come to write over what it reads. */
const ways: [name: string, argv: (at: (name: string) => string) => string[], victim: string][] = [
  ["scan", (at) => [...measure, at("a.txt"), "-o", at("a.txt")], "a.txt"],
  ["scan, by a link", (at) => [...measure, at("a.txt"), "-o", at("link.txt")], "a.txt"],
  ["scan, by a second name", (at) => [...measure, at("a.txt"), "-o", at("hard.txt")], "a.txt"],
  ["scan of a folder", (at) => [...measure, at("."), "-o", at("b.txt")], "b.txt"],
  ["scan of a glob", (at) => [...measure, at("[ab].txt"), "-o", at("b.txt")], "b.txt"],
  ["scan of a list", (at) => [...measure, "--files-from", at("list"), "-o", at("a.txt")], "a.txt"],
  ["scan, over the list", (at) => [...measure, "--files-from", at("list"), "-o", at("list")], "list"],
  ["map", (at) => ["map", at("a.txt"), "-f", "json", "-o", at("a.txt")], "a.txt"],
  ["report", (at) => ["report", at("a.txt"), "-f", "html", "-o", at("a.txt")], "a.txt"],
  ["ngrams", (at) => ["ngrams", at("a.txt"), "-f", "json", "-o", at("a.txt")], "a.txt"],
  ["compare", (at) => ["compare", at("a.txt"), at("b.txt"), "-f", "json", "-o", at("b.txt")], "b.txt"],
  ["explain", (at) => ["explain", at("a.txt"), "-f", "json", "-o", at("a.txt")], "a.txt"],
  ["forecast", (at) => ["forecast", at("a.txt"), "-f", "json", "-o", at("a.txt")], "a.txt"],
  ["generate", (at) => ["generate", `file(${at("a.txt")})`, "-o", at("a.txt")], "a.txt"],
  ["truth", (at) => ["truth", `file(${at("a.txt")})`, "-f", "json", "-o", at("a.txt")], "a.txt"],
  [
    "sweep",
    (at) => ["sweep", `file(${at("a.txt")})`, "--size", "1000", "-f", "json", "-o", at("a.txt")],
    "a.txt",
  ],
  [
    "check",
    (at) => [
      "check",
      ...check,
      at("a.txt"),
      "--config",
      at("mesoscope.config.json"),
      "-f",
      "json",
      "-o",
      at("a.txt"),
    ],
    "a.txt",
  ],
  [
    "check, over the configuration",
    (at) => ["check", ...check, "--config", at("mesoscope.config.json"), "-o", at("mesoscope.config.json")],
    "mesoscope.config.json",
  ],
  [
    "baseline, over the configuration",
    (at) => [
      "baseline",
      ...check,
      "--config",
      at("mesoscope.config.json"),
      "-o",
      at("mesoscope.config.json"),
    ],
    "mesoscope.config.json",
  ],
  [
    "baseline, over an input",
    (at) => ["baseline", ...check, "--config", at("mesoscope.config.json"), at("a.txt"), "-o", at("a.txt")],
    "a.txt",
  ],
  [
    "lens, by losses",
    (at) => ["lens", at("a.txt"), "--losses", at("list"), "-f", "json", "-o", at("list")],
    "list",
  ],
  [
    "curve, by losses",
    (at) => ["curve", at("a.txt"), "--losses", at("list"), "-f", "json", "-o", at("list")],
    "list",
  ],
  [
    "score, by models",
    (at) => [
      "score",
      at("a.txt"),
      "--against",
      `${at("b.txt")},${at("a.model")}`,
      "-f",
      "csv",
      "-o",
      at("a.model"),
    ],
    "a.model",
  ],
  ["merge", (at) => ["merge", at("a.txt"), "-f", "json", "-o", at("a.txt")], "a.txt"],
];

describe("no output goes over what is read", () => {
  test.each(ways)("%s", async (_, argv, victim) => {
    const at = world();
    const before = readFileSync(at(victim));
    const { status, out, err } = await runCli(argv(at));
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(
      /^mesoscope: [^\n]* is (an input|the configuration|the baseline): -o would overwrite it; --force does\n$/,
    );
    expect(readFileSync(at(victim)).equals(before)).toBe(true);
    expect(readdirSync(at(".")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("nor over a part that merge finds in its folder", async () => {
    const at = world();
    const part = join(at("parts"), "part-0-of-1.ndjson");
    expect(
      (await runCli(["score", at("a.txt"), "--shard", "0/1", "--jobs", "1", "-o", at("parts")])).status,
    ).toBe(0);
    const before = readFileSync(part);
    linkSync(part, at("same.csv"));
    for (const output of [part, at("same.csv")]) {
      expect(await runCli(["merge", at("parts"), "-f", "csv", "-o", output])).toMatchObject({
        status: 2,
        err: `mesoscope: ${output} is a part: -o would overwrite it; --force does\n`,
      });
      expect((await runCli(["merge", at("parts"), "-f", "json", "-o", output])).status).toBe(2);
    }
    expect(readFileSync(part).equals(before)).toBe(true);
  });

  test.skipIf(process.platform === "win32")("nor over the file that standard input is", async () => {
    const at = world();
    for (const command of ["-e plug-in -f json -", "score -f csv"]) {
      const { status, err } = await spawnShell(`mesoscope ${command} -o '${at("a.txt")}' < '${at("a.txt")}'`);
      expect([status, err]).toEqual([
        2,
        `mesoscope: ${at("a.txt")} is an input: -o would overwrite it; --force does\n`,
      ]);
    }
    expect(readFileSync(at("a.txt"), "utf8")).toBe(text);
  });

  test("unless it is asked for", async () => {
    const at = world();
    const { status } = await runCli([...measure, at("a.txt"), "-o", at("a.txt"), "--force"]);
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(at("a.txt"), "utf8")).samples).toHaveLength(1);
  });

  test("a baseline is not written over by its check", async () => {
    const at = world();
    const argv = ["--config", at("mesoscope.config.json"), ...check];
    expect((await runCli(["baseline", ...argv])).status).toBe(0);
    const before = readFileSync(at("mesoscope.baseline.json"));
    const { status, err } = await runCli(["check", ...argv, "-o", at("mesoscope.baseline.json")]);
    expect([status, err]).toEqual([2, expect.stringContaining("is the baseline: -o would overwrite it")]);
    expect(readFileSync(at("mesoscope.baseline.json")).equals(before)).toBe(true);
    // It is its own output.
    expect((await runCli(["baseline", ...argv])).status).toBe(0);
  });
});

describe("a file that is replaced", () => {
  test.each([0o600, 0o640, 0o644, 0o755, 0o666, 0o4711])("keeps its rights: %o", async (mode) => {
    const at = world();
    writeFileSync(at("r.json"), "old");
    chmodSync(at("r.json"), mode);
    expect((await runCli([...measure, at("a.txt"), "-o", at("r.json")])).status).toBe(0);
    expect((statSync(at("r.json")).mode & 0o7777).toString(8)).toBe(mode.toString(8));
    expect(JSON.parse(readFileSync(at("r.json"), "utf8")).samples).toHaveLength(1);
  });

  test.each([0o444, 0o400, 0o555])("is not replaced where it is read-only: %o", async (mode) => {
    const at = world();
    writeFileSync(at("r.json"), "old");
    chmodSync(at("r.json"), mode);
    const argv = [...measure, at("a.txt"), "-o", at("r.json")];
    const { status, err } = await runCli(argv);
    expect([status, err]).toEqual([
      2,
      `mesoscope: cannot write ${at("r.json")}: it is read-only; --force replaces it\n`,
    ]);
    expect(readFileSync(at("r.json"), "utf8")).toBe("old");
    expect((await runCli([...argv, "--force"])).status).toBe(0);
    expect(statSync(at("r.json")).mode & 0o777).toBe(mode);
  });

  test("a new one has the rights that the user's mask gives", async () => {
    const at = world();
    expect((await runCli([...measure, at("a.txt"), "-o", at("new.json")])).status).toBe(0);
    expect(statSync(at("new.json")).mode & 0o777).toBe(0o666 & ~process.umask());
  });
});

/** Waits until the command has begun to write. @throws Error when it ends before */
async function begun(folder: string, child: ChildProcess): Promise<void> {
  while (!readdirSync(folder).some((name) => name.endsWith(".tmp"))) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it wrote`);
    await sleep(5);
  }
}

describe("an interrupt leaves nothing behind", () => {
  const at = world();
  mkdirSync(at("texts"));
  for (let i = 0; i < 60; i++) writeFileSync(join(at("texts"), `${i}.txt`), wordyText(60_000, i + 1));
  const commands: [name: string, argv: string[], folder: string][] = [
    ["generate", ["generate", "uniform", "-n", "100GB", "-o", join(at("out"), "long.bin")], at("out")],
    ["score", ["score", "--shard", "0/1", at("texts"), "-o", at("parts"), "--jobs", "2"], at("parts")],
    [
      "score on one thread",
      ["score", "--shard", "0/1", at("texts"), "-o", at("part"), "--jobs", "1"],
      at("part"),
    ],
  ];
  for (const [, , folder] of commands) mkdirSync(folder);
  const cases = commands.flatMap((command) =>
    (
      [
        ["SIGINT", 130],
        ["SIGTERM", 143],
        ["SIGHUP", 129],
      ] as const
    ).map((signal) => [...command, ...signal] as const),
  );
  test.each(cases)("%s", async (_, argv, folder, signal, expected) => {
    const child = spawn(process.execPath, [binary, ...argv], { stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("close", resolve));
    try {
      await begun(folder, child);
      child.kill(signal);
      expect(await ended).toBe(expected);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      child.kill("SIGKILL"); // one that does not hear would fill the disk
    }
  });
});
