import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { documentScoreSchema, scoreReportSchema } from "../../src/features/score/schema.ts";
import { formatNumber } from "../../src/report/kit/format.ts";
import { readCsv } from "./rfc4180.ts";
import { runCli, spawnCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const texts = join(folder, "texts");
const letters = "etaoinshrdlu cmfwypvbgk";

/** Words that are not far from independent, of a language of its own for every seed. */
function wordsOf(seed: number, length: number): string {
  let state = seed;
  const next = (bound: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % bound;
  };
  const lexicon = Array.from({ length: 40 }, () =>
    Array.from({ length: 2 + next(6) }, () => letters[next(letters.length)]).join(""),
  );
  let text = "";
  while (text.length < length) text += `${lexicon[next(40)]} `;
  return text.slice(0, length);
}

beforeAll(() => {
  mkdirSync(texts);
  for (let i = 0; i < 9; i++)
    writeFileSync(join(texts, `d${i}.txt`), wordsOf(i + 1, i === 0 ? 5000 : 300 * i));
  writeFileSync(join(texts, "same.txt"), wordsOf(4, 900));
  writeFileSync(join(texts, "void.txt"), "");
});

async function score(shard: string, parts: string, ...more: string[]) {
  return runCli(["score", "--shard", shard, "-o", join(folder, parts), "--jobs", "1", ...more, texts]);
}

async function scoreAll(count: number, parts: string, order = (i: number) => i) {
  for (let i = 0; i < count; i++) {
    const { status, err } = await score(`${order(i)}/${count}`, parts);
    expect([status, err]).toEqual([0, ""]);
  }
}

const merge = (parts: string, ...more: string[]) => runCli(["merge", join(folder, parts), ...more]);

const asked = new Map<string, ReturnType<typeof merge>>();
/** What a merge of parts that stay as they are says, asked for once: each learns a sample of the documents. */
function settled(parts: string, ...more: string[]) {
  const key = [parts, ...more].join(" ");
  const known = asked.get(key) ?? merge(parts, ...more);
  asked.set(key, known);
  return known;
}

test("the merged report and documents are the same for any number of shards, in any order", async () => {
  await scoreAll(1, "one");
  await scoreAll(5, "five", (i) => (2 * i) % 5);
  const [one, five] = [await settled("one", "-f", "json"), await settled("five", "-f", "json")];
  expect([one.status, one.err]).toEqual([0, ""]);
  expect(five.out).toBe(one.out);
  const report = scoreReportSchema.parse(JSON.parse(one.out));
  expect(report.inputs).toEqual({ total: 11, ok: 10, skipped: 1, failed: 0 });
  const lengths = [5000, 300, 600, 900, 1200, 1500, 1800, 2100, 2400, 900];
  expect(report.bytes).toBe(String(lengths.reduce((a, b) => a + b)));
  // d3.txt and same.txt are alike.
  expect(Math.round(report.distinct.documents)).toBe(9);

  const table = (await settled("five")).out.split("\n");
  expect(table.filter((line) => line.length > 80)).toEqual([]);
  // Nine of 4 096 registers: 4096 ln(4096 / 4087), and 1.96 standard errors of 1.04/64.
  expect(table[3]).toMatch(/^different +9\.01 ± 0\.29 {2}documents, by a sketch$/);

  const documents = await settled("five", "-f", "ndjson");
  expect((await settled("one", "-f", "ndjson")).out).toBe(documents.out);
  const scores = documents.out
    .trimEnd()
    .split("\n")
    .map((line) => documentScoreSchema.parse(JSON.parse(line)));
  expect(scores.map(({ id }) => id)).toEqual(
    readdirSync(texts)
      .filter((name) => name !== "void.txt")
      .sort()
      .map((name) => join(texts, name)),
  );
  expect(scores.map(({ bytes }) => bytes)).toEqual(lengths);
  // Sums over documents are the report's.
  const bits = scores.reduce((sum, { microbits }) => sum + (microbits ?? 0), 0);
  expect(report.rate!.value).toBeCloseTo(bits / 1e6 / Number(report.bytes), 12);
  const deflated = scores.reduce((sum, one) => sum + (one.deflated ?? 0), 0);
  expect(report.deflateRatio!.value).toBeCloseTo(deflated / Number(report.bytes), 12);
  expect(scores[0]).toMatchObject({ n: 5000, reason: null });
  expect(scores[1]).toMatchObject({ n: 300, learned: null, regime: null, reason: expect.any(String) });
  expect(report.sample!.symbols).toBe(Number(report.bytes));
});

test("documents are CSV too, and the report is Markdown and a page, with the same numbers", async () => {
  const lines = (await settled("five", "-f", "ndjson")).out.trimEnd().split("\n");
  const [head, ...rows] = readCsv((await settled("five", "-f", "csv")).out);
  const texts = rows.map((row) => Object.fromEntries(head!.map((column, i) => [column, row[i]])));
  const documents = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(texts).toEqual(
    documents.map((one) =>
      Object.fromEntries(Object.entries(one).map(([key, value]) => [key, `${value ?? ""}`])),
    ),
  );
  const { rate } = scoreReportSchema.parse(JSON.parse((await settled("five", "-f", "json")).out));
  for (const format of ["md", "html"]) {
    const { status, out } = await settled("five", "-f", format);
    expect([status, out.includes(formatNumber(rate!.value))]).toEqual([0, true]);
  }
});

test("entropies of the whole are those of its bytes, pairs within documents", async () => {
  const report = scoreReportSchema.parse(JSON.parse((await settled("one", "-f", "json")).out));
  const single = new Map<string, number>();
  const pairs = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const name of readdirSync(texts)) {
    const text = readFileSync(join(texts, name), "latin1");
    for (let i = 0; i < text.length; i++) {
      count(single, text[i]!);
      if (i > 0) count(pairs, text.slice(i - 1, i + 1));
    }
  }
  const plugIn = (counts: Map<string, number>) => {
    const n = [...counts.values()].reduce((a, b) => a + b);
    return [...counts.values()].reduce((sum, c) => sum - (c / n) * Math.log2(c / n), 0);
  };
  // Grassberger's estimate is the plug-in and a correction of some (types - 1)/(2 n ln 2).
  const n = Number(report.symbols);
  const corrected = (counts: Map<string, number>) => plugIn(counts) + (counts.size - 1) / (2 * n * Math.LN2);
  for (const { value, interval } of [report.deflateRatio!, report.symbolEntropy!, report.pairGain!])
    expect((interval!.lower + interval!.upper) / 2).toBeCloseTo(value, 12);
  expect(report.symbolEntropy!.value).toBeCloseTo(corrected(single), 3);
  expect(report.symbolEntropy!.value + report.pairGain!.value).toBeCloseTo(corrected(pairs), 2);
});

test("a forecast is made where it is asked for, and where there is enough to make it of", async () => {
  const { sample } = JSON.parse((await settled("one", "-f", "json")).out);
  expect(sample.forecast).toBeNull();
  const asked = JSON.parse((await settled("one", "--forecast", "-f", "json")).out);
  expect(asked.sample).toEqual({
    ...sample,
    forecast: {
      status: "undefined",
      reason: "16700 symbols in 11 blocks are too few: a forecast needs 32768 in 16",
    },
  });
});

test("what is missing or damaged is reported with the command that makes it, and that command does", async () => {
  // They are put right again at the end.
  const parts = join(folder, "five");
  const names = readdirSync(parts).sort();
  expect(names).toEqual([0, 1, 2, 3, 4].map((i) => `part-${i}-of-5.ndjson`));
  rmSync(join(parts, names[1]!));
  appendFileSync(join(parts, names[3]!), "x\n");
  const { status, out, err } = await merge("five");
  expect(status).toBe(3);
  expect(out).toBe(
    `printf '%s\\n' 1 3 | xargs -I{} mesoscope score --shard {}/5 --sample 100kB --seed 1 -o ${parts} -- ${texts}\n`,
  );
  expect(err).toBe(
    `mesoscope: ${join(parts, names[3]!)}: is damaged: its checksum does not match\n` +
      "mesoscope: 2 of 5 shards are missing: 1,3; the command above makes them\n",
  );
  const asked = /--shard \{\}\/5 (.*)\n/.exec(out)![1]!.split(" ");
  for (const i of [1, 3]) await runCli(["score", "--shard", `${i}/5`, "--jobs", "1", ...asked]);
  expect((await merge("five", "-f", "json")).out).toBe((await settled("one", "-f", "json")).out);
});

test("records of one file are documents, in shards too; bad ones are told", async () => {
  const records = join(folder, "records.jsonl");
  const lines = [0, 1, 2, 3, 4, 5, 6].map((i) =>
    JSON.stringify({ uid: `u${i}`, text: wordsOf(i + 20, 700) }),
  );
  writeFileSync(records, `${[...lines.slice(0, 3), "{broken", ...lines.slice(3)].join("\n")}\n`);
  const run = (shard: string, parts: string) =>
    runCli([
      "score",
      "--shard",
      shard,
      "--field",
      "text",
      "--key",
      "uid",
      "-o",
      join(folder, parts),
      "-j",
      "1",
      records,
    ]);
  const { status, err } = await run("0/1", "records-1");
  expect([status, err]).toEqual([3, `mesoscope: ${records}: 1 bad record, the first in line 4: not JSON\n`]);
  for (const i of [0, 1, 2]) await run(`${i}/3`, "records-3");
  const one = await merge("records-1", "-f", "json");
  expect((await merge("records-3", "-f", "json")).out).toBe(one.out);
  expect(JSON.parse(one.out).inputs).toEqual({ total: 8, ok: 7, skipped: 0, failed: 1 });
  const scored = (await merge("records-3", "-f", "ndjson")).out.trimEnd().split("\n");
  // The broken line is a record, too: nothing behind it is called otherwise.
  const numbers = [0, 1, 2, 4, 5, 6, 7];
  const text = readFileSync(records, "utf8").split("\n");
  expect(
    scored.map((line) => JSON.parse(line)).map(({ id, line, offset, key }) => ({ id, line, offset, key })),
  ).toEqual(
    numbers.map((i) => ({
      id: `${records}#${i}`,
      line: i + 1,
      offset: text.slice(0, i).join("\n").length + Math.min(i, 1),
      key: JSON.parse(text[i]!).uid,
    })),
  );
  const counts = [0, 1, 2].map(
    (i) => readFileSync(join(folder, "records-3", `part-${i}-of-3.ndjson`), "utf8").split("\n").length - 4,
  );
  expect(counts).toEqual([3, 2, 2]);
});

test("paths come from a list, too, and the line that makes a part names it", async () => {
  const list = join(folder, "list");
  writeFileSync(list, ["d1.txt", "d2.txt", "d3.txt"].map((name) => `${join(texts, name)}\0`).join(""));
  const parts = join(folder, "listed");
  const shard = ["score", "--shard", "1/2", "--files-from", list, "-0", "-o", parts, "-j", "1", "-q"];
  expect((await runCli(shard)).status).toBe(0);
  expect((await merge("listed")).out).toBe(
    `printf '%s\\n' 0 | xargs -I{} mesoscope score --shard {}/2 --files-from ${list} --null --sample 100kB --seed 1 -o ${parts}\n`,
  );
});

test("an array job is told which tasks to start again", async () => {
  const env = { SLURM_ARRAY_TASK_ID: "3", SLURM_ARRAY_TASK_MIN: "1", SLURM_ARRAY_TASK_COUNT: "4" };
  const run = await runCli(["score", "-o", join(folder, "slurm"), "--jobs", "1", texts], { env });
  expect([run.status, run.out]).toEqual([
    0,
    `2 documents -> ${join(folder, "slurm", "part-2-of-4.ndjson")}\n`,
  ]);
  expect((await merge("slurm")).out).toBe(
    "MESOSCOPE_FIRST_TASK=1 MESOSCOPE_SHARDS=4 sbatch --array=1-2,4 JOB\n",
  );
});

test("a shard that is done is left as it is; parts of another job are refused", async () => {
  const done = await score("0/1", "one");
  expect([done.status, done.out]).toEqual([
    0,
    `${join(folder, "one", "part-0-of-1.ndjson")} exists already\n`,
  ]);
  cpSync(join(folder, "one"), join(folder, "mixed"), { recursive: true });
  await score("1/5", "mixed", "--seed", "2");
  const { status, err } = await merge("mixed");
  expect(status).toBe(0);
  expect(err).toBe(
    `mesoscope: ${join(folder, "mixed", "part-1-of-5.ndjson")}: belongs to another job or another number of shards\n`,
  );
});

test("a shard that is done says again what it could not read", async () => {
  const broken = join(folder, "broken");
  mkdirSync(broken);
  writeFileSync(join(broken, "a.txt"), wordsOf(1, 400));
  writeFileSync(join(broken, "b.gz"), Buffer.from("1f8b08000000000000", "hex"));
  const part = ["score", "--shard", "0/1", "-o", join(folder, "faults"), "--jobs", "1", broken];
  const first = await runCli(part);
  expect([first.status, first.err]).toEqual([3, expect.stringContaining("b.gz: damaged gzip")]);
  const second = await runCli(part);
  expect([second.status, second.err]).toEqual([3, first.err]);
  expect(second.out).toMatch(/exists already\n$/);
  expect(await runCli([...part, "--quiet"])).toMatchObject({ status: 3, err: first.err, out: "" });
});

test("three copies at once leave one part, threads change nothing", { tags: ["slow"] }, async () => {
  const parts = join(folder, "copies");
  const copy = () => spawnCli(["score", "--shard", "0/5", "-o", parts, "--jobs", "2", texts]);
  const runs = await Promise.all([copy(), copy(), copy()]);
  expect(runs.map(({ status, err }) => [status, err])).toEqual([0, 0, 0].map(() => [0, ""]));
  expect(readdirSync(parts)).toEqual(["part-0-of-5.ndjson"]);
  await score("0/5", "alone");
  const own = readFileSync(join(folder, "alone", "part-0-of-5.ndjson"), "utf8");
  const body = (text: string) => text.split("\n").slice(1, -2).join("\n");
  expect(own.split("\n").slice(1, -2).length).toBeGreaterThan(1);
  expect(body(readFileSync(join(parts, "part-0-of-5.ndjson"), "utf8"))).toBe(body(own));
});

test("quick scores say what others say, but for the place", async () => {
  await score("0/1", "quick", "--quick");
  const scores = async (parts: string) =>
    (await settled(parts, "-f", "ndjson")).out
      .trimEnd()
      .split("\n")
      .map((line) => documentScoreSchema.parse(JSON.parse(line)));
  const [quick, usual] = [await scores("quick"), await scores("one")];
  const unplaced = { learned: null, regime: null, reason: expect.any(String) };
  expect(quick).toEqual(usual.map((one) => ({ ...one, ...unplaced })));
  expect(quick[0]!.reason).toBe("not placed: --quick");
});

test("what cannot be read is accounted for once", async () => {
  const parts = join(folder, "partly");
  const missing = join(texts, "gone.txt");
  for (const shard of ["0/2", "1/2"])
    await runCli(["score", "--shard", shard, "-o", parts, "--jobs", "1", join(texts, "d3.txt"), missing]);
  const { status, out } = await merge("partly", "-f", "json");
  expect(status).toBe(3);
  const { inputs, errors } = JSON.parse(out);
  expect([inputs, errors]).toEqual([
    { total: 2, ok: 1, skipped: 0, failed: 1 },
    [{ input: missing, reason: `no file or folder "${missing}"` }],
  ]);
});

test.each([
  [
    ["score", "texts", "--shard", "0/1"],
    "--shard writes a part file: name the folder of the parts with -o FOLDER",
  ],
  [
    ["score", "--shard", "0/1", "-o", "x"],
    "name the files and folders to score: every shard must find the same ones",
  ],
  [
    ["score", "a", "--shard", "0/1", "-o", "x", "-f", "csv"],
    "--format writes one line per document, but --shard writes a part file: leave out one of them",
  ],
  [["merge"], "name the folder of the parts"],
  [["merge", "x", "-f", "svg"], '-f takes table, json, ndjson, csv, md or html, not "svg"'],
])("%j is wrong usage", async (argv, message) => {
  const { status, err } = await runCli(argv);
  expect([status, err]).toEqual([2, `mesoscope: ${message}\n`]);
});

test("a folder without parts is told", async () => {
  const { status, err } = await merge("texts");
  expect([status, err]).toEqual([3, "mesoscope: no part files here\n"]);
});
