import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { estimatorRegistry } from "../../src/estimators/registry.ts";
import type { Report, ReportedMeasurement } from "../../src/results/report.ts";
import { reportSchema } from "../../src/results/report-schema.ts";
import { badInputs, randomBytes, wordyText } from "./fixtures.ts";
import { violations } from "./json-schema.ts";
import { readCsv } from "./rfc4180.ts";
import { type RunOptions, runCli, spawnCli, temporaryFolder } from "./run-cli.ts";

beforeAll(() => {
  process.chdir(badInputs());
  writeFileSync('quoted, "name"\r\n.txt', wordyText(4500, 5));
  writeFileSync("=1+1.txt", wordyText(4500, 6));
  writeFileSync("large.bin", randomBytes(3_000_000, 200));
});

const every = estimatorRegistry.ids.join(",");
const inputs = [
  "good.txt",
  "empty.txt",
  "one.txt",
  "constant.txt",
  "noise.bin",
  "invalid.txt",
  'quoted, "name"\r\n.txt',
  "=1+1.txt",
  "mixed",
  "missing",
];
/** One input of each kind, where every estimator runs. */
const unlike = ["good.txt", "empty.txt", "constant.txt", "invalid.txt", "missing"];
const quick = ["--jobs", "1", "--sample", "1kB"];

type Way = [name: string, argv: readonly string[], options?: RunOptions];

/** Ways to get a report, by what differs in its shape. */
const ways: readonly Way[] = [
  ["spectrum", [...quick, ...inputs]],
  ["every estimator", [...quick, "-e", every, ...unlike]],
  ["characters", [...quick, "--encoding", "characters", "-e", every, ...unlike]],
  ["words", [...quick, "--encoding", "words", "-e", every, ...inputs]],
  ["n-grams", ["--jobs", "1", "ngrams", "good.txt", "-k", "1..3"]],
  ["streaming", ["--sample", "all", "-e", "plug-in,ngram-counts(k=1)", ...inputs]],
  ["standard input", [...quick, "-"], { stdin: "\ufeffäöü" }],
  ["corpora", [...quick, "-e", "plug-in", "--corpora", "moby-dick,udhr:eng"]],
  ["nothing", ["missing"]],
];

const reports = new Map<string, Promise<Report>>();

/** Each is made once: that equal inputs give equal bytes is a test of its own. */
function reportOf(argv: readonly string[], options: RunOptions = {}): Promise<Report> {
  const made = async () => JSON.parse((await runCli(["-f", "json", ...argv], options)).out);
  const name = JSON.stringify([argv, options]);
  if (!reports.has(name)) reports.set(name, made());
  return reports.get(name)!;
}

describe.each<Way>(ways)("%s", (_, argv, options = {}) => {
  test("the report is what the schema says, by zod and by the JSON Schema the command prints", async () => {
    const report = await reportOf(argv, options);
    expect(reportSchema.parse(report)).toEqual(report);
    const schema = JSON.parse((await runCli(["schema", "output"])).out);
    expect(violations(report, schema)).toEqual([]);
    const { total, ok, skipped, failed } = report.inputs;
    expect(total).toBe(ok + skipped + failed);
    expect([ok, skipped, failed]).toEqual([
      report.samples.length,
      report.skipped.length,
      report.errors.length,
    ]);
  });

  test("lines of ndjson are the parts of the same report", async () => {
    const report = await reportOf(argv, options);
    const { out } = await runCli(["-f", "ndjson", ...argv], options);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const ofType = (type: string) =>
      lines.filter((line) => line.type === type).map(({ type: _type, ...rest }) => rest);
    const [rest] = ofType("report");
    const { samples, references, skipped, errors } = {
      samples: ofType("sample"), references: ofType("reference"), skipped: ofType("skipped"), errors: ofType("error"),
    }; // biome-ignore format: a row
    expect({ ...rest, samples, references, skipped, errors }).toEqual(report);
  });

  test("csv has the same numbers", async () => {
    const report = await reportOf(argv, options);
    const [head, ...rows] = readCsv((await runCli(["-f", "csv", ...argv], options)).out);
    expect(rows.every((row) => row.length === head!.length)).toBe(true);
    const records = rows.map((row) => Object.fromEntries(row.map((cell, i) => [head![i]!, cell])));
    expect(
      records
        .filter(({ kind }) => kind === "input")
        .map(({ name, status, reason }) => [name, status, reason]),
    ).toEqual([
      ...report.skipped.map((entry) => [plain(entry.input), "skipped", entry.reason]),
      ...report.errors.map((entry) => [plain(entry.input), "failed", entry.reason]),
    ]);
    const measured = records.filter(({ kind, estimator }) => kind !== "input" && estimator !== "spectrum");
    expect(
      measured.map(
        ({
          name,
          n,
          estimator,
          quantity,
          unit,
          status,
          index,
          label,
          column,
          value,
          lower,
          upper,
          reason,
        }) => [name, n, estimator, quantity, unit, status, index, label, column, value, lower, upper, reason],
      ),
    ).toEqual(
      [...report.samples, ...report.references].flatMap((sample) =>
        sample.measurements.flatMap((one) =>
          numbersOf(one).map((cells) => [plain(sample.name), String(sample.n), ...cells]),
        ),
      ),
    );
    const placed = records.filter(({ estimator }) => estimator === "spectrum");
    expect(
      placed.map(({ name, regime, quantity, value, lower, upper }) => [
        name,
        regime,
        quantity,
        value,
        lower,
        upper,
      ]),
    ).toEqual(
      [...report.samples, ...report.references].flatMap(({ name, spectrum }) =>
        spectrum === null
          ? []
          : axes.map((axis) => {
              const at = spectrum[axis];
              const numbers = at.status === "ok" ? [at.value, at.interval?.lower, at.interval?.upper] : [];
              return [plain(name), spectrum.verdict.regime, axis, ...[0, 1, 2].map((i) => text(numbers[i]))];
            }),
      ),
    );
  });
});

const axes = ["randomness", "growth", "exponent", "rate", "structure"] as const;

/** Spreadsheets run a leading = + - @ as a formula, so an apostrophe stands before it. */
const plain = (name: string) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);
const text = (value: string | number | null | undefined) =>
  value === null || value === undefined ? "" : String(value);

function numbersOf(one: ReportedMeasurement): string[][] {
  const about = [one.estimator, one.quantity, one.unit, one.status];
  if (one.status === "undefined") return [[...about, "", "", "", "", "", "", one.reason]];
  switch (one.shape) {
    case "scalar":
      return [
        [...about, "", "", "", text(one.value), text(one.interval?.lower), text(one.interval?.upper), ""],
      ];
    case "series":
      return one.value.points.map(({ x, value, interval }) => [
        ...about, text(x), "", "", text(value), text(interval?.lower), text(interval?.upper), "",
      ]); // biome-ignore format: a row
    case "table":
      return one.value.rows.flatMap((row, i) =>
        one.value.columns.slice(1).map((column, k) => [
          ...about, text(i + 1), plain(text(row[0])), column, text(row[k + 1]), "", "", "",
        ]),
      ); // biome-ignore format: a row
  }
}

describe("formats", () => {
  test.each([
    ["r.json", (content: string) => JSON.parse(content).schemaVersion === 4],
    ["r.JSON", (content: string) => JSON.parse(content).schemaVersion === 4],
    ["r.ndjson", (content: string) => JSON.parse(content.split("\n")[0]!).type === "sample"],
    ["r.csv", (content: string) => readCsv(content)[0]![0] === "kind"],
    ["r.txt", (content: string) => /^\w.*\n\n(sample| {3}sample) /.test(content)],
  ])("%s is chosen by its extension", async (name, fits) => {
    const { status, out } = await runCli([...quick, "-e", "plug-in", "good.txt", "-o", name]);
    expect([status, out]).toEqual([0, ""]);
    expect(fits(readFileSync(name, "utf8"))).toBe(true);
    rmSync(name);
  });

  test("a format that is named wins over the extension", async () => {
    await runCli([...quick, "-e", "plug-in", "good.txt", "-f", "csv", "-o", "r.json"]);
    expect(readCsv(readFileSync("r.json", "utf8"))[0]![0]).toBe("kind");
    rmSync("r.json");
  });

  test("a file holds what standard output would", async () => {
    for (const format of ["table", "json", "csv", "ndjson"]) {
      const { out } = await runCli([...quick, "-f", format, "good.txt", "one.txt"]);
      await runCli([...quick, "-f", format, "good.txt", "one.txt", "-o", "same"]);
      expect(readFileSync("same", "utf8")).toBe(out);
    }
    rmSync("same");
  });
});

describe("equal inputs give equal bytes", () => {
  const argv = [
    "-f",
    "json",
    "--sample",
    "4kB",
    "large.bin",
    "good.txt",
    "noise.bin",
    "mixed",
    "constant.txt",
    "--corpora",
    "moby-dick,code-c",
  ];

  test("with one and two workers, cache cold, warm and off, in any locale and time zone", {
    tags: ["slow"],
  }, async () => {
    const env = { XDG_CACHE_HOME: temporaryFolder() };
    const runs = [
      await spawnCli(["--jobs", "2", ...argv], { env }),
      ...(await Promise.all([
        spawnCli(["--jobs", "1", ...argv], { env }),
        spawnCli(["--jobs", "1", "--no-cache", ...argv]),
        spawnCli(["--jobs", "2", ...argv], {
          env: { ...env, TZ: "Asia/Kathmandu", LC_ALL: "tr_TR.UTF-8", LANG: "ar" },
        }),
      ])),
    ];
    expect(runs.map(({ status, err }) => [status, err])).toEqual(
      runs.map(() => [
        0,
        "mesoscope: 2 skipped: binary file in a folder (1), empty file (1); -f json names them\n",
      ]),
    );
    const digests = runs.map(({ stdout }) => createHash("sha256").update(stdout).digest("hex"));
    expect(new Set(digests).size).toBe(1);
    // The same from these sources, unbundled.
    const { out } = await runCli(["--jobs", "1", "--no-cache", ...argv]);
    expect(out).toBe(runs[0]!.out);
  });

  test("in any order the rows are the same", async () => {
    const paths = ["good.txt", "other.txt", "noise.bin", "constant.txt", "one.txt"];
    const rows = async (order: readonly string[]) =>
      new Map((await reportOf([...quick, ...order])).samples.map((sample) => [sample.name, sample]));
    const given = await rows(paths);
    for (const order of [
      paths.toReversed(),
      ["one.txt", "noise.bin", "good.txt", "other.txt", "constant.txt"],
    ]) {
      const shuffled = await rows(order);
      for (const path of paths) expect(shuffled.get(path)).toEqual(given.get(path));
      expect([...shuffled.keys()]).toEqual(order);
    }
  });

  test("under another name or in another folder only the name differs", async () => {
    mkdirSync("copy");
    copyFileSync("large.bin", "copy/renamed");
    const [one, two] = (await reportOf([...quick, "-e", "plug-in", "large.bin", "copy/renamed"])).samples;
    expect({ ...two, name: one!.name, provenance: one!.provenance }).toEqual(one);
    rmSync("copy", { recursive: true });
  });

  test("another seed takes another sample", async () => {
    const offsets = async (seed: string) =>
      (await reportOf([...quick, "-e", "plug-in", "--seed", seed, "large.bin"])).samples[0]!.blocks;
    expect(await offsets("1")).toEqual(await offsets("1"));
    expect(await offsets("2")).not.toEqual(await offsets("1"));
    expect((await offsets("3")).map(({ length }) => length)).toEqual(Array(8).fill(125));
  });

  test("--sort puts rows in order, those without a key last", async () => {
    const paths = ["noise.bin", "one.txt", "good.txt", "empty.txt", "constant.txt"];
    const names = async (key: string) =>
      (await reportOf([...quick, "--sort", key, ...paths])).samples.map(({ name }) => name);
    expect(await names("input")).toEqual(paths);
    expect(await names("name")).toEqual(["constant.txt", "empty.txt", "good.txt", "noise.bin", "one.txt"]);
    expect(await names("size")).toEqual(["empty.txt", "one.txt", "noise.bin", "good.txt", "constant.txt"]);
    expect(await names("randomness")).toEqual([
      "one.txt",
      "constant.txt",
      "good.txt",
      "noise.bin",
      "empty.txt",
    ]);
  });
});

describe("a stream and memory", () => {
  const streamed = [
    "--no-decompress",
    "--sample",
    "all",
    "-e",
    "plug-in,miller-madow,grassberger,chao-shen,chao-wang-jost",
  ];

  test.each(["large.bin", "good.txt", "constant.txt", "one.txt", "empty.txt", "text.txt.gz"])(
    "%s has the same numbers both ways",
    async (path) => {
      const content = readFileSync(path);
      const [file] = (await reportOf([...streamed, path])).samples;
      const [stdin] = (await reportOf([...streamed, "-", "--jobs", "1"], { stdin: content })).samples;
      expect({ ...stdin, name: file!.name, provenance: file!.provenance }).toEqual(file);
      expect(file!.sha256).toBe(createHash("sha256").update(content).digest("hex"));
      expect([file!.n, file!.size]).toEqual([content.length, content.length]);
    },
  );

  test("the hash of the whole stands in a report only when all of it was read", async () => {
    const { samples } = await reportOf([...quick, "-e", "plug-in", "large.bin", "one.txt"]);
    expect(samples.map(({ sha256 }) => sha256)).toEqual([
      null,
      createHash("sha256").update("a").digest("hex"),
    ]);
    const sampled = createHash("sha256");
    const content = readFileSync("large.bin");
    for (const { offset, length } of samples[0]!.blocks)
      sampled.update(content.subarray(offset, offset + length));
    expect(samples[0]!.sampleSha256).toBe(sampled.digest("hex"));
  });
});

test("Markdown has the numbers of the table, with their units", async () => {
  const folder = temporaryFolder();
  for (const [i, name] of ["a.txt", "b.txt"].entries())
    writeFileSync(join(folder, name), wordyText(5000, 30 + i));
  const table = await runCli([folder, "--jobs", "1"]);
  const { out } = await runCli([folder, "--jobs", "1", "-f", "md"]);
  const [head = "", , ...rows] = out.trimEnd().split("\n");
  const cellsOf = (row: string) => row.slice(2, -2).split(" | ");
  expect(cellsOf(head)).toEqual(["sample", "n", "randomness", "S kbit", "G kbit", "verdict", "like"]);
  expect(rows).toHaveLength(2);
  const words = (text: string) => text.replaceAll(/\s+/g, " ");
  for (const row of rows) expect(words(table.out)).toContain(words(cellsOf(row).slice(1, 5).join(" ")));
});
