import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { curvesOf } from "../../src/features/experiments/curves.ts";
import { experimentSchema, type Sweep, sweepMetadataSchema } from "../../src/features/experiments/schema.ts";
import { parseXml } from "../unit/report/parse-xml.ts";
import { readCsv } from "./rfc4180.ts";
import { runCli, spawnCli, temporaryFolder } from "./run-cli.ts";

const grid = [
  ...["sweep", "replace(golden-mean)", "-p", "eps=0,.1", "-p", "p=.2,.5", "--size", "4kB,1kB"],
  ...["--repeat", "3", "-e", "grassberger,block-gain"],
];

beforeAll(() => process.chdir(temporaryFolder()));

test("every combination, size and seed, beside the exact truth", async () => {
  const { status, out } = await runCli([...grid, "-j", "1", "-f", "json"]);
  expect(status).toBe(0);
  const { rows, options } = experimentSchema.parse(JSON.parse(out)) as Sweep;
  expect(options.lengths).toEqual([1000, 4000]);
  const curves = curvesOf(rows, options.lengths).map((curve) => ({ first: curve[0]!, curve }));
  expect(
    curves.map(
      ({ first: { swept, estimator } }) => `${swept.values["eps"]} ${swept.values["p"]} ${estimator}`,
    ),
  ).toEqual(
    ["0", ".1"].flatMap((eps) =>
      [".2", ".5"].flatMap((p) => ["grassberger", "block-gain"].map((id) => `${eps} ${p} ${id}`)),
    ),
  );
  // Golden mean: h = H2(p) / (2 - p), P(0) = (1 - p) / (2 - p).
  const h2 = (p: number) => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
  for (const { first, curve } of curves.slice(0, 4)) {
    const { swept, truth, quantity, source } = first;
    const p = Number(swept.values["p"]);
    const expected = quantity === "entropyRate" ? h2(p) / (2 - p) : h2((1 - p) / (2 - p));
    expect(truth).toBeCloseTo(expected, 10);
    expect(source).toBe(`replace(golden-mean(p=${p}), eps=0)`);
    for (const { swept } of curve) {
      const { mean, runs } = swept;
      const values = runs.map(({ value }) => value!);
      expect(mean?.value).toBeCloseTo(values.reduce((sum, one) => sum + one, 0) / 3, 12);
      expect(new Set(values).size).toBeGreaterThan(1);
      expect(Math.abs(mean!.value - expected)).toBeLessThan(0.08);
    }
  }
  expect(curves[4]!.first.truth).toBeGreaterThan(curves[0]!.first.truth!);
});

test("-o writes the metadata beside, and --from makes the same bytes with any number of workers", {
  tags: ["slow"],
}, async () => {
  const first = await runCli([...grid, "-j", "1", "-o", "sweep.csv"]);
  expect([first.status, first.out, first.err]).toEqual([0, "", ""]);
  const csv = readFileSync("sweep.csv", "utf8");
  expect(sweepMetadataSchema.parse(JSON.parse(readFileSync("sweep.csv.meta.json", "utf8"))).format).toBe(
    "csv",
  );
  const [head, ...rows] = readCsv(csv);
  expect(head!.slice(0, 3)).toEqual(["eps", "p", "recipe"]);
  expect(rows).toHaveLength(16);
  const again = [
    await runCli(["sweep", "--from", "sweep.csv.meta.json", "-j", "1", "--no-cache"]),
    await spawnCli(["sweep", "--from", "sweep.csv.meta.json", "-j", "2", "--no-cache"]),
  ];
  for (const { out, err } of again) {
    expect(out).toBe(csv);
    expect(err).toBe("mesoscope: the same bytes as recorded\n");
  }
  const changed = JSON.parse(readFileSync("sweep.csv.meta.json", "utf8"));
  writeFileSync("other.json", JSON.stringify({ ...changed, options: { ...changed.options, seed: 9 } }));
  const other = await runCli(["sweep", "--from", "other.json", "-j", "1"]);
  expect(other.err).toMatch(/^mesoscope: the bytes differ from those recorded by mesoscope /);
  expect(other.out).not.toBe(csv);
});

test("the metadata of version 0.2.0 repeat the same bytes", async () => {
  const metadata = {
    schemaVersion: 1,
    tool: { name: "mesoscope", version: "0.2.0" },
    environment: { node: "20.19.0" },
    options: {
      recipe: "coin",
      parameters: [{ name: "p", values: [".1", ".3"] }],
      ...{ sizes: [300], repeat: 2, seed: 1, estimators: [{ id: "plug-in", params: {} }] },
    },
    format: "csv",
    sha256: "9498327f44f3e1866f2d608df12b41a5a839e1db201c12481c8e237029972bb6",
  };
  writeFileSync("older.json", JSON.stringify(metadata));
  const run = await runCli(["sweep", "--from", "older.json", "-j", "1"]);
  expect([run.status, run.err]).toEqual([0, "mesoscope: the same bytes as recorded\n"]);
});

test("a picture, and its metadata draw the same again", async () => {
  const argv = ["sweep", "golden-mean", "-p", "p=.2,.5", "--size", "1kB,2kB", "-e", "plug-in,block-gain"];
  expect((await runCli([...argv, "-j", "1", "-o", "sweep.svg"])).status).toBe(0);
  const svg = readFileSync("sweep.svg", "utf8");
  const { texts, elements } = parseXml(svg);
  expect(elements[0]).toBe("svg");
  expect(texts).toEqual(
    expect.arrayContaining(["golden-mean", "n = 2 k", "block-gain: entropy rate h", ".5"]),
  );
  const again = await runCli(["sweep", "--from", "sweep.svg.meta.json", "-j", "1"]);
  expect([again.out, again.err]).toEqual([svg, "mesoscope: the same bytes as recorded\n"]);
});

test.each([
  ["not JSON", "{", /^mesoscope: bad\.json: not the metadata of a sweep of version 1: no JSON$/],
  ["another JSON", "{}", /^mesoscope: bad\.json: not the metadata of a sweep of version 1: /],
  ["no such estimator", { id: "nosuch", params: {} }, /^mesoscope: bad\.json: .*nosuch/],
  [
    "a wrong parameter",
    { id: "excess-entropy", params: { k: -1 } },
    /^mesoscope: bad\.json: excess-entropy has no parameter "k"; it has none$/,
  ],
])("--from a file with %s is one line", async (_, content, err) => {
  const { status } = await runCli([
    "sweep",
    "golden-mean",
    "--size",
    "1kB",
    "-e",
    "plug-in",
    "-j",
    "1",
    "-o",
    "ok.json",
  ]);
  expect(status).toBe(0);
  const metadata = JSON.parse(readFileSync("ok.json.meta.json", "utf8"));
  const options = { ...metadata.options, estimators: [content] };
  writeFileSync("bad.json", typeof content === "string" ? content : JSON.stringify({ ...metadata, options }));
  const outcome = await runCli(["sweep", "--from", "bad.json", "-j", "1"]);
  expect([outcome.status, outcome.out]).toEqual([3, ""]);
  expect(outcome.err.trimEnd()).toMatch(err);
  expect(outcome.err.trimEnd()).not.toContain("\n");
});

test("the table fits its terminal, marks what moves and says why", async () => {
  const argv = [
    "sweep",
    "replace(periodic(word=00101))",
    "-p",
    "eps=.1,.5",
    "--size",
    "1kB,4kB",
    "-e",
    "excess-entropy",
  ];
  for (const columns of [40, 80, 200]) {
    for (const ascii of ["--ascii", "--no-ascii"]) {
      const { out } = await runCli([...argv, "-j", "1", ascii], { columns });
      expect(out.split("\n").filter((line) => line.length > columns)).toEqual([]);
      expect(out.replaceAll(/\n +/g, " ")).toMatch(/\* eps=\.5, excess-entropy: not converged: /);
      if (ascii === "--ascii") expect(out).toMatch(/^[\n -~]*$/);
    }
  }
});

test.each<[string[], number, RegExp]>([
  [["sweep"], 2, /^mesoscope: sweep takes a recipe, or --from/],
  [["sweep", "golden-mean", "-p", "p"], 2, /^mesoscope: -p takes name=value,value,\.\.\., not "p"$/m],
  [
    ["sweep", "golden-mean", "-p", "q=1"],
    2,
    /^mesoscope: no source in golden-mean has a parameter "q"; there are p$/m,
  ],
  [["sweep", "golden-mean", "-p", "p=2"], 2, /^mesoscope: /],
  [
    ["sweep", "golden-mean", "--repeat", "0"],
    2,
    /^mesoscope: --repeat takes a whole number from 1 to 10000, not "0"$/m,
  ],
  [
    ["sweep", "golden-mean", "-f", "github"],
    2,
    /^mesoscope: -f takes table, json, ndjson, csv, md, svg or html, not "github"$/m,
  ],
  [
    ["sweep", "golden-mean", "-p", "p=.1,.2", "--repeat", "10000", "--size", "1,2,3,4,5,6"],
    2,
    /120000 sequences are too many/,
  ],
  [["sweep", "golden-mean", "--from", "a.json"], 2, /^mesoscope: --from repeats a sweep unchanged/],
  [["sweep", "--from", "missing.json"], 3, /^mesoscope: missing\.json: no such file$/m],
  [
    ["sweep", "golden-mean", "-o", "nowhere/s.csv"],
    2,
    /^mesoscope: cannot write nowhere\/s\.csv: no such folder$/m,
  ],
])("%j ends with %i", async (argv, status, err) => {
  const outcome = await runCli([...argv, "-j", "1"]);
  expect([outcome.status, outcome.out]).toEqual([status, ""]);
  expect(outcome.err).toMatch(err);
});

test("-o DIR/ writes the rows, their record and the figure in one run", async () => {
  const argv = ["sweep", "coin", "-p", "p=.2,.5", "--size", "1kB", "-e", "plug-in"];
  const { status, out } = await runCli([...argv, "-o", "new/figure/"]);
  expect([status, out]).toEqual([0, ""]);
  expect(readdirSync("new/figure").sort()).toEqual(["sweep.csv", "sweep.csv.meta.json", "sweep.svg"]);
  const alone = async (format: string) => (await runCli([...argv, "-f", format])).out;
  expect(readFileSync("new/figure/sweep.csv", "utf8")).toBe(await alone("csv"));
  expect(readFileSync("new/figure/sweep.svg", "utf8")).toBe(await alone("svg"));
  const again = await runCli(["sweep", "--from", "new/figure/sweep.csv.meta.json"]);
  expect(again.err).not.toContain("differ");
  // A file in the way of the folder, or of the figure, is named before the work.
  writeFileSync("taken", "");
  mkdirSync("part/sweep.svg", { recursive: true });
  for (const [folder, said] of [
    ["taken/", "taken/"],
    ["part/", "part/sweep.svg"],
  ] as const) {
    const refused = await runCli([...argv, "-o", folder]);
    expect([refused.status, refused.out]).toEqual([2, ""]);
    expect(refused.err).toContain(said);
  }
  expect((await runCli(["odd", ".", "-o", "new/"])).status).toBe(2);
});
