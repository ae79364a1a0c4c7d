import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Baseline, CheckReport } from "../../src/features/check/schema.ts";
import { wordyText } from "./fixtures.ts";
import { binary, runCli, spawnCli, spawnShell, temporaryFolder } from "./run-cli.ts";

const alone = ["--no-cache", "--jobs", "1"];
/** A folder with a configuration that asks for nothing but drift of a quick number. */
function world(config: object = {}) {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "mesoscope.config.json"),
    JSON.stringify({ drift: ["block-gain"], sample: "4kB", ...config }),
  );
  const options = [...alone, "--config", join(folder, "mesoscope.config.json")];
  return {
    folder,
    write: (name: string | Buffer, text: string) =>
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]), text),
    baseline: (...argv: string[]) => runCli(["baseline", ...options, ...argv]),
    check: async (...argv: string[]) => {
      const { status, out } = await runCli(["check", ...options, "-f", "json", ...argv]);
      return { status, report: JSON.parse(out) as CheckReport };
    },
    kept: () => JSON.parse(readFileSync(join(folder, "mesoscope.baseline.json"), "utf8")) as Baseline,
    options,
  };
}

describe("files that a baseline does not have", () => {
  test.each([
    ["without budgets", {}],
    ["with budgets that match them", { budgets: [{ files: "*.txt", symbolEntropy: { max: 8 } }] }],
  ])("are named %s, and fail nothing", async (_, config) => {
    const { folder, write, baseline, check } = world(config);
    write("old.txt", wordyText(4000));
    expect((await baseline()).status).toBe(0);
    write("new.txt", wordyText(4000, 2));
    mkdirSync(join(folder, "deep"));
    write("deep/new.txt", wordyText(4000, 3));
    const { status, report } = await check();
    expect([status, report.counts.failed]).toEqual([0, 0]);
    expect(report.notes).toEqual(["not in the baseline: deep/new.txt, new.txt"]);
    expect(report.inputs.total).toBe(report.inputs.ok + report.inputs.skipped + report.inputs.failed);
    expect(report.inputs.total).toBe(3);
  });

  test("nor are they measured where nothing is asked of them", async () => {
    const { write, baseline, check } = world();
    write("old.txt", wordyText(4000));
    await baseline();
    write("new.txt", wordyText(4000, 2));
    const { report } = await check();
    expect(report.skipped).toEqual([
      {
        input: expect.stringMatching(/\/new\.txt$/),
        reason: "not in the baseline; mesoscope baseline adds it",
      },
    ]);
  });
});

describe("names that look alike are different files", () => {
  const odd = [0xff, 0xfe, 0x80].map((byte) => Buffer.from([0x61, byte, 0x2e, 0x74]));
  const names: (string | Buffer)[] = ["d/x", "d\\x", "d\\\\x", "e\ufffd", "E\ufffd", ...odd];

  test.skipIf(process.platform !== "linux")("in a baseline", async () => {
    const { folder, write, baseline, check, kept } = world();
    mkdirSync(join(folder, "d"));
    for (const [i, name] of names.entries()) write(name, wordyText(4000, i + 1).slice(0, 4000 - 17 * i));
    expect((await baseline()).status).toBe(0);
    const paths = kept().inputs.map(({ path }) => path);
    expect(new Set(paths).size).toBe(names.length);
    expect(
      kept()
        .inputs.map(({ n }) => n)
        .sort((a, b) => b - a),
    ).toEqual(names.map((_, i) => 4000 - 17 * i));
    const { status, report } = await check();
    expect([status, report.counts.failed, report.notes]).toEqual([0, 0, []]);
    // Each is compared with itself: one that becomes as another was has drifted.
    write("d\\x", "ab".repeat(2000));
    expect((await check()).report.checks.filter(({ status }) => status === "failed")).toMatchObject([
      { input: expect.stringMatching(/\/d\\x$/) },
    ]);
  });

  test.skipIf(process.platform !== "linux")("in the parts of a job", async () => {
    const { folder, write } = world();
    const texts = join(folder, "texts");
    mkdirSync(join(texts, "d"), { recursive: true });
    for (const [i, name] of names.entries())
      write(Buffer.concat([Buffer.from("texts/"), Buffer.from(name)]), wordyText(500 + i));
    const parts = join(folder, "parts");
    const argv = ["score", "--shard", "0/1", "--quick", "--jobs", "1", "-q", "-o", parts, texts];
    expect(await runCli(argv)).toMatchObject({ status: 0, err: "" });
    const { out } = await runCli(["merge", parts, "-f", "ndjson"]);
    const documents = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string; bytes: number });
    expect(new Set(documents.map(({ id }) => id)).size).toBe(names.length);
    expect(documents.map(({ bytes }) => bytes).sort()).toEqual(names.map((_, i) => 500 + i));
  });
});

test("of nothing no baseline is written, and none into a pipe; one with a wrong entry is named", async () => {
  const { folder, write, baseline, options } = world();
  expect((await baseline(join(folder, "missing.txt"))).status).toBe(3);
  expect(readdirSync(folder)).toEqual(["mesoscope.config.json"]);
  write("a.txt", wordyText(4000));
  const kept = join(folder, "mesoscope.baseline.json");
  if (process.platform !== "win32") {
    execFileSync("mkfifo", [kept]);
    const refused = await baseline();
    expect([refused.status, refused.err]).toEqual([
      2,
      expect.stringContaining("exists and is not a baseline"),
    ]);
    rmSync(kept);
  }
  expect((await baseline()).status).toBe(0);
  writeFileSync(kept, readFileSync(kept, "utf8").replaceAll("block-gain", "none-such"));
  const { status, err } = await runCli(["check", ...options]);
  expect([status, err]).toEqual([
    2,
    expect.stringMatching(/mesoscope\.baseline\.json: options\.drift: no est/),
  ]);
});

test("what is there and is no baseline is not replaced by one; what is torn or in conflict is", async () => {
  const { folder, write, baseline } = world();
  write("a.txt", "some text of its own ".repeat(40));
  write("notes.txt", "not to be lost");
  const notes = join(folder, "notes.txt");
  const refused = await baseline("--baseline", notes, join(folder, "a.txt"));
  expect([refused.status, refused.err]).toEqual([
    2,
    expect.stringMatching(/^mesoscope: \S*notes\.txt exists and is not a baseline; --force replaces it\n$/),
  ]);
  expect(readFileSync(notes, "utf8")).toBe("not to be lost");
  const config = join(folder, "mesoscope.config.json");
  const own = await baseline("--baseline", config, join(folder, "a.txt"));
  expect([own.status, own.err]).toEqual([
    2,
    expect.stringMatching(/config\.json is the configuration: -o would overwrite it; --force does\n$/),
  ]);
  expect((await baseline()).status).toBe(0);
  const kept = join(folder, "mesoscope.baseline.json");
  const whole = readFileSync(kept, "utf8");
  for (const text of [whole.slice(0, 60), `<<<<<<< ours\n${whole}=======\n`, ""]) {
    writeFileSync(kept, text);
    expect((await baseline()).status).toBe(0);
    expect(readFileSync(kept, "utf8")).toBe(whole);
  }
  expect((await baseline("--baseline", notes, "--force")).status).toBe(0);
  expect(JSON.parse(readFileSync(notes, "utf8"))).toHaveProperty("schemaVersion", 1);
});

describe("runs that write one baseline at once", () => {
  test("lose nothing of each other", { tags: ["slow"] }, async () => {
    const { folder, write, options, kept } = world();
    const names = Array.from({ length: 8 }, (_, i) => `${i}.txt`);
    for (const [i, name] of names.entries()) write(name, wordyText(4000, i + 1));
    const runs = await Promise.all(
      names.map((name) => spawnCli(["baseline", ...options, "-q", join(folder, name)])),
    );
    expect(runs.map(({ status, err }) => [status, err])).toEqual(names.map(() => [0, ""]));
    expect(kept().inputs.map(({ path }) => path)).toEqual(names);
    expect(readdirSync(folder).filter((name) => /lock|tmp/.test(name))).toEqual([]);
  });

  test("are not held up by one that was killed", async () => {
    const { folder, write, options, kept } = world();
    write("a.txt", wordyText(4000));
    write("b.txt", wordyText(4000, 2));
    const lock = join(folder, "mesoscope.baseline.json.lock");
    // Of a process that has ended: its number is free again.
    const { out } = await spawnShell("sh -c 'echo $$'");
    const { hostname } = await import("node:os");
    writeFileSync(lock, JSON.stringify({ id: "x", host: hostname(), process: Number(out) }));
    const runs = await Promise.all(
      ["a.txt", "b.txt"].map((name) => spawnCli(["baseline", ...options, "-q", join(folder, name)])),
    );
    expect(runs.map(({ status, err }) => [status, err])).toEqual([
      [0, ""],
      [0, ""],
    ]);
    expect(kept().inputs.map(({ path }) => path)).toEqual(["a.txt", "b.txt"]);
    expect(readdirSync(folder).filter((name) => /lock|tmp/.test(name))).toEqual([]);
  });

  test.skipIf(process.platform !== "linux")(
    "are not held up by one whose number another process has by now, and say for whom they wait",
    { tags: ["slow"] },
    async () => {
      const { folder, write, options } = world();
      write("a.txt", wordyText(4000));
      const lock = join(folder, "mesoscope.baseline.json.lock");
      const argv = ["baseline", ...options, join(folder, "a.txt")];
      const { hostname } = await import("node:os");
      const own = { id: "x", host: hostname(), process: process.pid };
      const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
      const status = readFileSync("/proc/self/stat", "latin1");
      const born = `${boot} ${status.slice(status.lastIndexOf(")") + 2).split(" ")[19]}`;
      const stale = [
        own,
        { ...own, process: 1 },
        { ...own, born: `${boot} 1` },
        { ...own, born: born.replace(/^./, "z") },
        { ...own, process: 2 ** 31 - 1, born },
        { ...own, process: 2 ** 53 - 1, born },
      ];
      for (const holder of stale) {
        writeFileSync(lock, JSON.stringify(holder));
        const { status, err } = await runCli(argv);
        expect([holder, status, err]).toEqual([holder, 0, ""]);
      }
      const live = [
        { ...own, born },
        { ...own, host: "elsewhere\u001b[2J", process: 7 },
        { ...own, space: "pid:[1]", process: 2 ** 31 - 1 },
      ];
      for (const holder of live) {
        writeFileSync(lock, JSON.stringify(holder));
        setTimeout(() => rmSync(lock), 1500);
        const { status, err } = await runCli(argv);
        expect(status).toBe(0);
        expect(err).toMatch(/^mesoscope: waiting up to 60 s: process \d+ of [^\n]* holds [^\n]*\.lock\n$/);
        expect(err).not.toContain("\u001b");
      }
    },
  );

  test("are not held up by a lock that names nobody, and leave none on a full disk", async () => {
    const { folder, write, options } = world();
    write("a.txt", wordyText(4000));
    const lock = join(folder, "mesoscope.baseline.json.lock");
    const run = () => runCli(["baseline", ...options, "-q", join(folder, "a.txt")]);
    for (const text of ["", "null", "5", '{"id":5,"host":{},"process":-1}']) {
      writeFileSync(lock, text);
      utimesSync(lock, 1, 1);
      const { status, err } = await run();
      expect([text, status, err]).toEqual([text, 0, ""]);
      expect(existsSync(lock)).toBe(false);
    }
    // The limit is that of files: nothing of a lock can be written.
    const words = ["baseline", ...options, "-q", join(folder, "a.txt")].map((word) => `'${word}'`).join(" ");
    const full = await spawnShell(`(ulimit -f 0; '${process.execPath}' '${binary}' ${words} 2>&1) | cat`);
    expect(full.out).toContain("cannot write");
    expect(existsSync(lock)).toBe(false);
  });
});
