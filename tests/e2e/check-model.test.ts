import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/core/random.ts";
import { baselineSchema, checkReportSchema } from "../../src/features/check/schema.ts";
import { blob, sourceFiles } from "../unit/features/check/sources.ts";
import { runCli, runIn, spawnShell, temporaryFolder } from "./run-cli.ts";

const root = temporaryFolder();
let projects = 0;

/** A project of files like source; paths in its outputs are from its own folder. */
function project(count = 60, config: unknown = undefined) {
  const folder = join(root, `p${++projects}`);
  mkdirSync(folder);
  for (const { name, text } of sourceFiles(count)) writeFileSync(join(folder, name), text);
  const path = join(folder, "mesoscope.config.json");
  if (config !== undefined) writeFileSync(path, JSON.stringify(config));
  const own = (text: string) => text.replaceAll(/[^\s"=:,]*mso-\w+\/t-\w+\/p\d+\//g, "");
  const run = async (...argv: string[]) => {
    const outcome = await runCli([...argv, "--config", path]);
    return { ...outcome, out: own(outcome.out), err: own(outcome.err) };
  };
  const shell = (line: string) => spawnShell(`cd '${folder}'\n${line}`);
  const inside = (line: string) => runIn(folder, line);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return { folder, run, shell, inside, write, read };
}

const planted = `let value = 1;\nconst blob = "${blob(Random.fromSeed(9), 3000)}";\n`;

describe("mesoscope check without limits", () => {
  it("judges each file by a model of the others, without configuration, repository and baseline", async () => {
    const { shell, inside, write } = project();
    const usual = await inside("mesoscope check");
    expect([usual.status, usual.out, usual.err]).toEqual([0, "60 inputs, 60 checks: 60 passed.\n", ""]);
    write("new.js", planted);
    const { status, out } = await inside("mesoscope check");
    expect(status).toBe(1);
    expect(out).toMatch(
      /^61 inputs, 61 checks: 60 passed, 1 failed\.\n\nnew\.js\n {2}failed {5}line 2 is unlike/,
    );
    // A named file is compared with all others of a repository, and of a folder that may be anything with none.
    expect((await inside("mesoscope check new.js")).out).toMatch(
      /^1 input, 1 check: 0 passed, 1 failed\.[\s\S]*above 5\.75[\s\S]*1 file: too few/,
    );
    const one = await shell("mkdir .git && mesoscope check new.js -f json");
    const { checks } = checkReportSchema.parse(JSON.parse(one.out));
    expect(checks).toMatchObject([{ input: "new.js", status: "failed", odd: { firstLine: 2, lastLine: 2 } }]);
  });

  it("does not pass standard input, which no file is like: a budget holds it", async () => {
    const { shell, write } = project();
    const unjudged = await shell("echo abc | mesoscope check -");
    expect([unjudged.status, unjudged.out]).toEqual([
      3,
      expect.stringMatching(/^0 inputs, nothing was judged; 1 input could/),
    ]);
    expect(unjudged.err).toMatch(/^mesoscope: stdin: .* give "stdin" a budget in mesoscope\.config\.json\n$/);
    write("mesoscope.config.json", '{"budgets":[{"files":["stdin"],"symbolEntropy":{"max":3}}]}');
    const judged = await shell("seq 1 1000 | mesoscope check -");
    expect([judged.status, judged.err]).toEqual([1, ""]);
    expect((await shell("seq 1000 | tr 0-9 y | mesoscope check -")).status).toBe(0);
  });

  it("is of the order that the baseline says", async () => {
    const { run, write, read } = project(30, { odd: true });
    await run("baseline");
    const { name, text } = sourceFiles(31)[30]!;
    write(name, text);
    const written = JSON.parse(read("mesoscope.baseline.json"));
    const valueBy = async (order: number) => {
      write("mesoscope.baseline.json", JSON.stringify({ ...written, usual: { ...written.usual, order } }));
      const { checks } = checkReportSchema.parse(JSON.parse((await run("check", "-f", "json")).out));
      expect(checks.map(({ input }) => input)).toEqual([name]);
      return checks[0]!.measured;
    };
    expect(await valueBy(written.usual.order - 2)).not.toEqual(await valueBy(written.usual.order));
  });

  it("with a baseline judges only what is new or changed", async () => {
    const { run, write, read, folder } = project(60, { odd: true });
    write("vendor.js", planted);
    const written = await run("baseline");
    expect([written.status, written.out]).toEqual([
      0,
      "61 files accepted as they are -> mesoscope.baseline.json\n",
    ]);
    const baseline = baselineSchema.parse(JSON.parse(read("mesoscope.baseline.json")));
    expect(baseline.usual!.files).toHaveLength(61);
    const now = await run("check");
    expect([now.status, now.out]).toEqual([0, "61 files known, none changed: passed.\n"]);
    renameSync(join(folder, "7.js"), join(folder, "moved.js"));
    write("new.js", `${read("8.js")}\n${planted}`);
    write("9.js", `${read("9.js")}\n${read("10.js").split("\n")[0]}\n`);
    const { status, out } = await run("check", "-f", "json");
    const report = checkReportSchema.parse(JSON.parse(out));
    expect([status, report.checks.map(({ input, status: of }) => [input, of])]).toEqual([
      1,
      [
        ["9.js", "passed"],
        ["new.js", "failed"],
      ],
    ]);
    expect(report.inputs).toEqual({ total: 62, ok: 62, skipped: 0, failed: 0 });
    expect(report.environment).toMatchObject({ node: process.versions.node });
    expect(report.notes).toEqual([
      "nearly copies of another file: new.js of 8.js",
      "mesoscope baseline FILE accepts a file as it is",
      "in the baseline and gone: 7.js",
      "not in the baseline: moved.js, new.js",
    ]);
    // What was looked at is accepted by its name; the others stay as they were.
    expect((await run("baseline", join(folder, "new.js"))).out).toBe(
      "1 file accepted as they are -> mesoscope.baseline.json\n",
    );
    expect((await run("check")).out).toMatch(/^62 inputs, 61 known and not changed, 1 check: 1 passed/);
  });

  it("says that few files are too few, and is silent where it is told to be", async () => {
    const few = await project(12).inside("mesoscope check");
    expect([few.status, few.out]).toEqual([
      0,
      "12 inputs, 3 checks: 3 passed.\n\n12 files: too few to estimate what is usual, which takes 20; the limit is 5.75\nbit/symbol\nnot judged, shorter than 1000 bytes: 0.js, 1.js, 10.js and 6 more\n",
    ]);
    const off = await project(45, { odd: false }).run("check");
    expect([off.status, off.err]).toEqual([2, expect.stringMatching(/nothing to check against/)]);
    const none = await project(0).inside("mesoscope check");
    expect([none.status, none.out]).toEqual([
      3,
      "0 inputs, nothing was judged; 1 input could not be read.\n\n0 files: too few to estimate what is usual, which takes 20\n",
    ]);
    const limited = await project(45, { budgets: [{ files: "1.js", symbolEntropy: { max: 8 } }] }).run(
      "check",
    );
    expect(limited.out).toBe("1 input, 1 check: 1 passed.\n");
    const both = await project(45, {
      odd: true,
      budgets: [{ files: "1.js", symbolEntropy: { max: 8 } }],
    }).run("check");
    expect(both.out).toBe("45 inputs, 46 checks: 46 passed.\n");
  });

  it("names what it cannot read in one line each, and judges the rest", async () => {
    const { folder, run, write, shell } = project(50, { odd: true });
    write("new.js", planted);
    write("gone.gz", "\x1f\x8b\x08damaged");
    const { status, out, err } = await run("check", folder, join(folder, "none.js"));
    expect(status).toBe(3);
    expect(err).toContain('mesoscope: none.js: no file or folder "none.js"\n');
    expect(out).toContain("new.js\n  failed");
    await run("baseline", "-q");
    write("mesoscope.baseline.json", '{"schemaVersion":1,"usual":{"seed":1}}');
    const damaged = await run("check");
    expect([damaged.status, damaged.out, damaged.err]).toEqual([
      2,
      "",
      expect.stringMatching(
        /^mesoscope: mesoscope\.baseline\.json: .*; write it again with mesoscope baseline\n$/,
      ),
    ]);
    rmSync(join(folder, "mesoscope.baseline.json"));
    write("mesoscope.config.json", '{"odd": 1}');
    const wrong = await run("check");
    expect([wrong.status, wrong.err]).toEqual([
      2,
      expect.stringMatching(/^mesoscope: mesoscope\.config\.json:1:2: odd/),
    ]);
    chmodSync(folder, 0o755);
    expect((await shell("cd / && mesoscope check --config /none.json")).status).toBe(2);
  });
});
