import { execFileSync } from "node:child_process";
import { cpSync, linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/core/random.ts";
import { type Baseline, checkReportSchema } from "../../src/features/check/schema.ts";
import { blob, sourceFiles } from "../unit/features/check/sources.ts";
import { wordyText } from "./fixtures.ts";
import { runIn, temporaryFolder } from "./run-cli.ts";

/** Repositories that were accepted, by their configuration. */
const templates = new Map<string, Promise<string>>();

/** A repository of 24 source files, accepted as they are. */
async function template(config: object): Promise<string> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "lib"));
  for (const { name, text } of sourceFiles(24)) writeFileSync(join(folder, "lib", name), text);
  writeFileSync(join(folder, "pic.png"), "\x89PNG\0\0");
  writeFileSync(join(folder, "mesoscope.config.json"), JSON.stringify(config));
  expect((await runIn(folder, "mesoscope baseline -q")).status).toBe(0);
  return folder;
}

/** A copy of such a repository. */
async function accepted(config: object = { odd: true }) {
  const key = JSON.stringify(config);
  const made = templates.get(key) ?? template(config);
  templates.set(key, made);
  const folder = temporaryFolder();
  cpSync(await made, folder, { recursive: true, preserveTimestamps: true });
  const inside = (line: string) => runIn(folder, line);
  const path = (name: string) => join(folder, name);
  const check = async (...paths: string[]) => {
    const { status, out, err } = await inside(["mesoscope check -f json", ...paths].join(" "));
    return { status, err, report: checkReportSchema.parse(JSON.parse(out)) };
  };
  return { inside, check, path };
}

const key = `const key = "${blob(Random.fromSeed(5), 64)}";\n`;
const keyed = (name: string) => `${readFileSync(name, "utf8")}\n${key}`;

describe("what hides a file from a check", () => {
  it.each<[string, (file: string, folder: string) => void]>([
    ["a NUL byte at its start", (file) => writeFileSync(file, `\0${keyed(file)}`)],
    ["a NUL byte within", (file) => writeFileSync(file, keyed(file).replace("\n", "\n\0"))],
    [
      "an ignore file",
      (file, folder) => {
        writeFileSync(file, keyed(file));
        writeFileSync(join(folder, ".gitignore"), "lib/\n");
      },
    ],
    [
      "a NUL byte in a new file",
      (file, folder) => writeFileSync(join(folder, "lib/new.js"), `\0${keyed(file)}`),
    ],
    [
      "a second name",
      (file, folder) => {
        writeFileSync(file, keyed(file));
        linkSync(file, join(folder, "a.js"));
      },
    ],
  ])("is not %s", async (_, hide) => {
    const { check, path } = await accepted();
    hide(path("lib/7.js"), path("."));
    const everything = await check();
    expect([everything.status, everything.report.notes.filter((note) => note.includes("gone"))]).toEqual([
      1,
      [],
    ]);
    expect((await check("lib")).status).toBe(1);
  });

  it.skipIf(process.platform === "win32").each<[string, RegExp, (file: string) => void]>([
    ["a link", /symbolic link/, (file) => symlinkSync("8.js", file)],
    ["a link that leads out", /symbolic link/, (file) => symlinkSync("/etc/passwd", file)],
    ["a link to nothing", /symbolic link/, (file) => symlinkSync("none", file)],
    ["a pipe", /a named pipe/, (file) => execFileSync("mkfifo", [file])],
  ])("is not %s in its place, which is named", async (_, reason, replace) => {
    const { check, path } = await accepted();
    rmSync(path("lib/7.js"));
    replace(path("lib/7.js"));
    for (const { status, err, report } of [await check(), await check("lib")]) {
      expect([status, report.errors.map(({ input }) => input)]).toEqual([3, ["lib/7.js"]]);
      expect(report.errors[0]!.reason).toMatch(reason);
      expect(err).toMatch(/^mesoscope: lib\/7\.js: in the baseline, and not judged: .*\n$/);
      expect(report.notes.filter((note) => note.includes("gone"))).toEqual([]);
    }
  });

  it("and what is not judged is named", async () => {
    const { check, path } = await accepted();
    rmSync(path("lib/7.js"));
    writeFileSync(path("lib/8.js"), "");
    const { status, report } = await check();
    expect([status, report.notes]).toEqual([
      0,
      [
        "not judged, empty file: lib/8.js",
        "not judged, binary file in a folder: pic.png",
        "in the baseline and gone: lib/7.js",
      ],
    ]);
    expect(report.skipped.map(({ input }) => input)).toEqual(["lib/8.js", "pic.png"]);
    const { out } = await (await accepted()).inside("mesoscope check --exclude lib");
    expect(out).toContain("in the baseline and left out: lib/0.js");
  });

  it("is not the length of a file: content beyond what is read is named", async () => {
    const { check, path } = await accepted();
    const text = readFileSync(path("lib/7.js"), "utf8");
    const long = text.repeat(Math.ceil(4_194_304 / text.length));
    writeFileSync(path("lib/7.js"), long + key.repeat(20));
    for (const { report } of [await check(), await check("lib")])
      expect(report.notes).toContain("not judged, beyond the first 4 MiB: lib/7.js");
    writeFileSync(path("lib/7.js"), long.slice(0, 4_194_304));
    expect((await check()).report.notes).toEqual(["not judged, binary file in a folder: pic.png"]);
  });

  it("is not a budget that names the ending of a binary file", async () => {
    const budgets = [
      { files: "*.js", symbolEntropy: { max: 3 } },
      { files: "**", blockEntropy: { at: 1, max: 8 } },
    ];
    const { check, path } = await accepted({ budgets });
    for (let i = 0; i < 24; i++) rmSync(path(`lib/${i}.js`));
    writeFileSync(path("lib/new.js"), `\0${wordyText(4000)}`);
    const { status, report } = await check("lib");
    expect([status, report.checks.map(({ quantity }) => quantity)]).toEqual([
      1,
      ["symbolEntropy", "blockEntropy"],
    ]);
  });
});

describe("a baseline that was changed by hand is refused", () => {
  const drift = { drift: ["block-gain", "symbol-mean"], sample: "4kB" };
  const edit = (change: (baseline: Baseline) => void) => (text: string) => {
    const baseline = JSON.parse(text) as Baseline;
    change(baseline);
    return JSON.stringify(baseline);
  };
  const first = ({ inputs }: Baseline) => inputs[0]!.numbers[0] as { value: number; estimator: string };

  it.each<[string, RegExp, object, (text: string) => string]>([
    [
      "a second entry of a path",
      /lib\/0\.js occurs twice/,
      drift,
      edit(({ inputs }) => void inputs.push({ ...inputs[0]!, n: 7 })),
    ],
    [
      "another spelling of a path",
      /\.\/lib\/0\.js is not a valid path of a baseline/,
      drift,
      edit(({ inputs }) => Object.assign(inputs[0]!, { path: "./lib/0.js" })),
    ],
    [
      "no numbers",
      /lib\/0\.js lacks entropyRate by block-gain/,
      drift,
      edit(({ inputs }) => Object.assign(inputs[0]!, { numbers: [] })),
    ],
    [
      "one number less",
      /lib\/0\.js lacks symbolMean by symbol-mean/,
      drift,
      edit(({ inputs }) => void (inputs[0]!.numbers as unknown[]).pop()),
    ],
    [
      "another estimator",
      /lib\/0\.js lacks entropyRate by block-gain/,
      drift,
      edit((baseline) => Object.assign(first(baseline), { estimator: "observer" })),
    ],
    [
      "other estimators throughout",
      /numbers of plug-in instead of block-gain, symbol-mean/,
      drift,
      edit((baseline) => Object.assign(baseline.options, { drift: ["plug-in"] })),
    ],
    [
      "a number twice",
      /occurs twice/,
      drift,
      edit(({ inputs }) => void (inputs[0]!.numbers as unknown[]).push(inputs[0]!.numbers[0])),
    ],
    [
      "a value beside its interval",
      /lib\/0\.js: entropyRate by block-gain is outside its own interval/,
      drift,
      edit((baseline) => Object.assign(first(baseline), { value: 99 })),
    ],
    [
      "a number without its interval",
      /numbers\.0: Invalid/,
      drift,
      edit((baseline) => Object.assign(first(baseline), { interval: null })),
    ],
    [
      "a key twice",
      /line 2: .*"schemaVersion" occurs twice/,
      drift,
      (text) => text.replace("{", '{"schemaVersion": 1,'),
    ],
    [
      "a second list of inputs",
      /line \d+: .*"inputs" occurs twice/,
      drift,
      (text) => text.replace(/\}\s*$/, ', "inputs": []}'),
    ],
    ["marks of a merge", /line 1: not JSON/, drift, (text) => `<<<<<<< ours\n${text}`],
    [
      "a second entry of an accepted file",
      /lib\/0\.js occurs twice/,
      { odd: true },
      edit(({ usual }) => void usual!.files.push({ ...usual!.files[0]! })),
    ],
  ])("with %s", async (_, reason, config, change) => {
    const { inside, path } = await accepted(config);
    const kept = path("mesoscope.baseline.json");
    writeFileSync(kept, change(readFileSync(kept, "utf8")));
    const { status, out, err } = await inside("mesoscope check");
    expect([status, out, err]).toEqual([2, "", expect.stringMatching(reason)]);
    expect(err).toMatch(/^mesoscope: mesoscope\.baseline\.json: .*write it again with mesoscope baseline\n$/);
  });

  it("and what has no number is written down with the reason", async () => {
    const { inside, path, check } = await accepted({ drift: ["exact-period"] });
    const kept = JSON.parse(readFileSync(path("mesoscope.baseline.json"), "utf8")) as Baseline;
    expect(kept.inputs.every(({ numbers }) => numbers.length === 1)).toBe(true);
    expect((await inside("mesoscope check")).status).toBe(0);
    const { report } = await check();
    expect(report.checks).toHaveLength(24);
    expect(new Set(report.checks.map(({ status }) => status))).toEqual(new Set(["undefined"]));
  });
});

describe("a named folder without files", () => {
  it("is named, beside others and alone", async () => {
    const { inside, path, check } = await accepted();
    mkdirSync(path("empty"));
    mkdirSync(path("pictures"));
    writeFileSync(path("pictures/a.png"), "\x89PNG\0\0");
    for (const folders of ["empty", "lib empty", "pictures", "pictures lib"]) {
      const { status, err } = await inside(`mesoscope check -q ${folders}`);
      expect([folders, status, err]).toEqual([
        folders,
        3,
        expect.stringMatching(/contains no readable files\n/),
      ]);
    }
    const held = await accepted({ budgets: [{ files: "src/*", symbolEntropy: { max: 3 } }] }).catch(
      () => null,
    );
    expect(held).toBeNull(); // of nothing there is no baseline
    expect((await check("lib/3.js")).status).toBe(0);
  });
});
