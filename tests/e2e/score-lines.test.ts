import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parquetReadObjects } from "hyparquet";
import { beforeAll, expect, test } from "vitest";
import { type ScoredLine, scoredLineSchema } from "../../src/features/score/stream/stream-schema.ts";
import { readCsv } from "./rfc4180.ts";
import { binary, runCli, spawnCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const lexicons = [
  "the of and ship sea whale boat man old hand deck wind sail",
  "der die und mit auf von nicht eine haus",
].map((words) => words.split(" "));

/** Words one after the other. */
function text(language: number, seed: number, length: number): string {
  const words = lexicons[language]!;
  let state = seed;
  let made = "";
  while (made.length < length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    made += `${words[(state >>> 16) % words.length]}${(state >>> 8) % 9 === 0 ? ",\n" : " "}`;
  }
  return made.slice(0, length);
}

const documents = Array.from({ length: 30 }, (_, i) => ({
  id: `d${i}`,
  url: `http://${i}`,
  text: text(i % 3 === 0 ? 1 : 0, i + 1, 1500),
}));
// A copy, and one whose middle is a copy.
documents.push({ ...documents[4]!, id: "copy" });
documents.push({ id: "part", url: "", text: `${text(0, 99, 500)}${documents[7]!.text.slice(0, 500)}` });
const jsonl = documents.map((one) => `${JSON.stringify(one)}\n`).join("");

beforeAll(async () => {
  for (const language of [0, 1]) {
    writeFileSync(at(`${language}.txt`), text(language, 1000, 60_000));
    const run = await runCli([
      "learn",
      at(`${language}.txt`),
      "-o",
      at(`${language}.model`),
      "--trial",
      "0",
      "-q",
    ]);
    expect(run.err).toBe("");
  }
  writeFileSync(at("docs.jsonl"), jsonl);
});

const fields = ["--field", "text", "--jobs", "1"];
const score = (...argv: string[]) => runCli(["score", ...fields, ...argv]);
const parsed = (out: string): ScoredLine[] =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => scoredLineSchema.parse(JSON.parse(line)));

test("one line comes out for one line in, with what models, the document and earlier ones say of it", async () => {
  const { status, out, err } = await score(
    at("docs.jsonl"),
    "--against",
    `${at("0.model")},${at("1.model")}`,
    "--keep",
    "url",
  );
  expect([status, err]).toEqual([0, ""]);
  const lines = parsed(out);
  let offset = 0;
  for (const [i, line] of lines.entries()) {
    const own = documents[i]!;
    expect(line).toMatchObject({
      file: at("docs.jsonl"),
      number: i,
      line: i + 1,
      offset,
      id: own.id,
      reason: null,
    });
    expect(line).toMatchObject({ bytes: own.text.length, kept: { url: own.url } });
    offset += Buffer.byteLength(JSON.stringify(own)) + 1;
    expect(line.difference).toBeCloseTo(line.against! - line.bad!, 3);
    if (i < 30) expect([i, line.difference! > 0]).toEqual([i, i % 3 === 0]);
    expect(line.rateLow).toBeLessThanOrEqual(line.rate!);
    expect(line.rateHigh).toBeGreaterThanOrEqual(line.rate!);
    expect(own.text.slice(line.oddAt!, line.oddAt! + 64)).toBe(line.odd);
  }
  expect(lines[4]).toMatchObject({ group: 4, alike: 0, repeated: 0 });
  expect(lines[30]).toMatchObject({ group: 4, alike: 1, repeated: 1 });
  expect(lines[31]!.repeated).toBeGreaterThanOrEqual(0.5);
  expect(lines[31]!.repeated).toBeLessThan(0.6);
});

test("NDJSON, CSV and Parquet say the same, of JSON lines, gzip, CSV, Parquet and standard input", async () => {
  const against = ["--against", at("0.model"), "--keep", "url"];
  const { out } = await score(at("docs.jsonl"), ...against);
  const withoutPlace = (lines: readonly Record<string, unknown>[]) =>
    lines.map(({ file: _file, line: _line, offset: _offset, ...rest }) => rest);
  const expected = withoutPlace(parsed(out));

  const csv = await score(at("docs.jsonl"), ...against, "-f", "csv");
  const [head, ...rows] = readCsv(csv.out);
  for (const [i, row] of rows.entries()) {
    const cells = Object.fromEntries(head!.map((name, k) => [name, row[k]]));
    const { kept, ...rest } = expected[i] as { kept: Record<string, string> };
    const flat = { ...rest, "kept.url": kept["url"] };
    for (const [name, value] of Object.entries(flat))
      expect([name, cells[name]]).toEqual([name, String(value ?? "")]);
  }
  expect(rows.length).toBe(documents.length);

  const parquet = await score(at("docs.jsonl"), ...against, "-o", at("scores.parquet"));
  expect([parquet.status, parquet.err]).toEqual([0, ""]);
  const bytes = readFileSync(at("scores.parquet"));
  const objects = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
  const plain = objects.map(({ "kept.url": url, ...rest }) => {
    const whole = Object.entries(rest).map(([key, value]) => [
      key,
      typeof value === "bigint" ? Number(value) : value,
    ]);
    return { ...Object.fromEntries(whole), kept: { url } };
  });
  expect(withoutPlace(plain)).toEqual(expected);

  writeFileSync(at("docs.jsonl.gz"), gzipSync(jsonl));
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  writeFileSync(
    at("docs.csv"),
    `id,url,text\r\n${documents.map((one) => `${one.id},${one.url},${quoted(one.text)}\r\n`).join("")}`,
  );
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const columns = (["id", "url", "text"] as const).map((name) => ({
    name,
    data: documents.map((one) => one[name]),
  }));
  writeFileSync(at("docs.parquet"), Buffer.from(parquetWriteBuffer({ columnData: columns })));
  for (const name of ["docs.jsonl.gz", "docs.csv", "docs.parquet"]) {
    const run = await score(at(name), ...against);
    expect([name, run.status, run.err]).toEqual([name, 0, ""]);
    expect([name, withoutPlace(parsed(run.out))]).toEqual([name, expected]);
  }
  const piped = await runCli(["score", ...fields, ...against], { stdin: jsonl });
  expect(withoutPlace(parsed(piped.out))).toEqual(expected);
});

test("any number of threads gives the same bytes", { tags: ["slow"] }, async () => {
  const many = Array.from({ length: 40 }, () => jsonl).join("");
  const argv = ["score", "--field", "text", "--against", at("0.model")];
  const [one, three] = await Promise.all(
    ["1", "3"].map((jobs) => spawnCli([...argv, "--jobs", jobs], { stdin: many })),
  );
  expect([one!.status, one!.out.split("\n").length]).toEqual([3, 40 * documents.length + 1]);
  expect(three!.stdout.equals(one!.stdout)).toBe(true);
  expect(three!.err).toBe(one!.err);
});

test("a filter passes records through as they stand, and points at what it cannot read", async () => {
  const condition = "difference < 0 && repeated < .3";
  const models = ["--against", `${at("0.model")},${at("1.model")}`];
  const { out } = await score(at("docs.jsonl"), ...models);
  const wanted = parsed(out).filter((line) => line.difference! < 0 && line.repeated! < 0.3);
  const kept = await score(at("docs.jsonl"), ...models, "--filter", condition);
  expect([kept.status, kept.err]).toEqual([
    0,
    `mesoscope: ${wanted.length} of ${parsed(out).length} documents passed\n`,
  ]);
  const lines = jsonl.split("\n");
  expect(kept.out).toBe(wanted.map(({ number }) => `${lines[number]}\n`).join(""));
  const table = await score(at("docs.csv"), ...models, "--filter", condition);
  expect(readCsv(table.out).map(([id]) => id)).toEqual(["id", ...wanted.map(({ id }) => id)]);
  const wrong = await score(at("docs.jsonl"), "--filter", "repeated < .3 && rat < 2");
  expect([wrong.status, wrong.out]).toEqual([2, ""]);
  expect(wrong.err).toMatch(/no column "rat": there are .*\n {2}repeated < \.3 && rat < 2\n {19}\^\n$/);
  const parquet = await score(at("docs.parquet"), "--filter", "repeated < .3");
  expect([parquet.status, parquet.err]).toEqual([3, expect.stringMatching(/Parquet has no lines/)]);
});

test("bad records are counted and named, and the rest goes on", async () => {
  const good = documents.slice(0, 3).map((one) => JSON.stringify(one));
  const bad = [
    good[0],
    "no json",
    '{"id":"x"}',
    "",
    good[0],
    '{"id":5,"text":7}',
    '{"text":""}',
    '{"text":"\\ud800"}',
    good[1],
  ];
  writeFileSync(
    at("bad.jsonl"),
    `${bad.join("\n")}\n${Buffer.from([0xff, 0xfe]).toString("latin1")}\n`,
    "latin1",
  );
  const { status, out, err } = await score(at("bad.jsonl"), "--against", at("0.model"));
  expect(status).toBe(3);
  expect(err).toBe(
    `mesoscope: ${at("bad.jsonl")}: 4 bad records, the first in line 2: not JSON\n` +
      `mesoscope: ${at("bad.jsonl")}: 1 id that occurred before, the first is "d0" in line 5\n`,
  );
  const lines = parsed(out);
  expect(lines.map(({ line, reason }) => [line, reason])).toEqual([
    [1, null],
    [2, "not JSON"],
    [3, 'no field "text"'],
    [5, null],
    [6, 'field "text" is not text'],
    [7, "empty"],
    [8, null],
    [9, null],
    [10, "not UTF-8, as JSON must be"],
  ]);
});

test("models and options that cannot be used are refused in one line", async () => {
  const cut = readFileSync(at("0.model")).subarray(0, 5000);
  writeFileSync(at("cut.model"), cut);
  const docs = at("docs.jsonl");
  const cases: [string[], number, RegExp][] = [
    [
      [docs, "--against", at("cut.model")],
      3,
      /cut\.model: damaged model: 5000 bytes, but its header says \d+/,
    ],
    [[docs, "--against", at("docs.jsonl")], 3, /docs\.jsonl: not a model: mesoscope learn makes one/],
    [[docs, "--against", at("missing.model")], 3, /missing\.model: no such file/],
    [[docs, "--against", "a,b,c"], 2, /--against takes one model/],
    [[docs, "--columns", "rate,nothing"], 2, /no column "nothing"/],
    [[docs, "--shard", "0/2", "--filter", "rate < 2"], 2, /--filter writes one line per document/],
    [[docs, "--resume"], 2, /--resume continues a file of lines/],
    [[docs, "--filter", "rate < 2", "-f", "parquet"], 2, /leave out -f parquet/],
    [[at("missing.jsonl")], 3, /missing\.jsonl/],
    [[docs, "-o", at("docs.jsonl"), "-f", "ndjson"], 2, /is an input/],
  ];
  for (const [argv, status, reason] of cases) {
    const run = await score(...argv);
    expect([argv, run.status, run.err]).toEqual([argv, status, expect.stringMatching(reason)]);
    expect(run.err.trimEnd().split("\n").length).toBe(1);
  }
});

test("a run that can be resumed writes its own draft and nothing else", async () => {
  const output = at("own.ndjson");
  const draft = `${output}.partial`;
  const note = `${draft}.run`;
  const resume = (...argv: string[]) => score(at("docs.jsonl"), "-o", output, "--resume", "-q", ...argv);
  writeFileSync(at("precious"), "precious");
  const inTheWay: readonly (readonly [path: string, put: (path: string) => void])[] = [
    [draft, (path) => symlinkSync(at("precious"), path)],
    [draft, (path) => linkSync(at("precious"), path)],
    [draft, (path) => writeFileSync(path, "of somebody else")],
    [draft, (path) => mkdirSync(path)],
    [draft, (path) => execFileSync("mkfifo", [path])],
    [note, (path) => symlinkSync(at("precious"), path)],
    [note, (path) => execFileSync("mkfifo", [path])],
  ];
  for (const [path, put] of inTheWay) {
    put(path);
    const { status, err } = await resume();
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/^mesoscope: .*is not a draft of a stopped run.*\n$/),
    ]);
    expect(readFileSync(at("precious"), "utf8")).toBe("precious");
    for (const own of [draft, note]) rmSync(own, { recursive: true, force: true });
  }
  writeFileSync(draft, jsonl);
  writeFileSync(note, "of a run");
  const input = await score(draft, "--records", "jsonl", "-o", output, "--resume", "-q");
  expect([input.status, input.err]).toEqual([2, expect.stringContaining("is an input")]);
  expect(readFileSync(draft, "utf8")).toBe(jsonl);
  rmSync(draft);
  expect(existsSync(output)).toBe(false);
  // What is replaced keeps its rights, and its place behind a link; a folder and a device are none.
  writeFileSync(at("behind.ndjson"), "", { mode: 0o600 });
  symlinkSync(at("behind.ndjson"), output);
  expect((await resume()).status).toBe(0);
  expect(lstatSync(output).isSymbolicLink()).toBe(true);
  expect(statSync(output).mode & 0o777).toBe(0o600);
  expect(readFileSync(output, "utf8").trimEnd().split("\n").length).toBe(documents.length);
  rmSync(output);
  mkdirSync(output);
  expect((await resume()).err).toContain("is a folder");
  const device = await score(at("docs.jsonl"), "-o", "/dev/null", "-f", "ndjson", "--resume", "-q");
  expect([device.status, device.err]).toEqual([2, expect.stringContaining("/dev/null is not a file")]);
});

test("runs that go on with one output take turns", async () => {
  const output = at("turns.ndjson");
  const run = () => score(at("docs.jsonl"), "-o", output, "--resume", "-q");
  for (const { status, err } of await Promise.all([run(), run(), run()]))
    expect([status, err]).toEqual([0, ""]);
  expect(parsed(readFileSync(output, "utf8")).map(({ number }) => number)).toEqual([...documents.keys()]);
  expect(readdirSync(folder).filter((name) => name.startsWith("turns."))).toEqual(["turns.ndjson"]);
});

test("lines hold nothing that a terminal obeys", async () => {
  const id = "\u009b31m\u202e";
  writeFileSync(at("obeyed.jsonl"), `${JSON.stringify({ id, text: id.repeat(40) })}\n`);
  const { out } = await score(at("obeyed.jsonl"), "--keep", "text");
  expect(out).not.toMatch(/[\u007f-\u009f\u202e]/);
  expect(parsed(out)[0]).toMatchObject({ id, kept: { text: id.repeat(40) } });
});

test("a run that was killed leaves no output, and goes on where it stopped with --resume", {
  tags: ["slow"],
}, async () => {
  const many = Array.from({ length: 60 }, (_, k) =>
    documents
      .map((one) => `${JSON.stringify({ ...one, id: `${one.id}-${k}`, text: one.text + k })}\n`)
      .join(""),
  ).join("");
  writeFileSync(at("many.jsonl"), many);
  const argv = (output: string) => [
    "score",
    ...fields,
    "--against",
    at("0.model"),
    at("many.jsonl"),
    "-o",
    output,
  ];
  const whole = await spawnCli(argv(at("whole.ndjson")));
  expect(whole.status).toBe(0);
  const output = at("resumed.ndjson");
  const child = spawn(process.execPath, [binary, ...argv(output), "--resume"], { stdio: "ignore" });
  const started = performance.now();
  const partial = `${output}.partial`;
  await new Promise<void>((resolve) => {
    const watch = setInterval(() => {
      const size = statSync(partial, { throwIfNoEntry: false })?.size ?? 0;
      if (size === 0 && !existsSync(output) && performance.now() - started < 20_000) return;
      clearInterval(watch);
      child.kill("SIGKILL");
      child.once("close", () => resolve());
    }, 5);
  });
  if (!existsSync(output)) writeFileSync(partial, readFileSync(partial).subarray(0, -7));
  const resumed = await spawnCli([...argv(output), "--resume"]);
  expect([resumed.status, resumed.err]).toEqual([0, ""]);
  expect(readFileSync(output).equals(readFileSync(at("whole.ndjson")))).toBe(true);
  expect(existsSync(partial)).toBe(false);
  // What another run left is neither continued nor removed.
  writeFileSync(partial, "of another run\n");
  writeFileSync(`${partial}.run`, "other");
  expect((await spawnCli([...argv(output), "--resume"])).status).toBe(2);
  expect(readFileSync(partial, "utf8")).toBe("of another run\n");
});

test("of a file without records that --max-memory has no room for, a sample is scored, and said how much", {
  tags: ["slow"],
}, async () => {
  const path = at("large.txt");
  writeFileSync(path, text(0, 5, 3_600_000));
  const rowsOf = async (...options: string[]) =>
    (await runCli(["score", path, ...options])).out
      .trim()
      .split("\n")
      .map((line) => scoredLineSchema.parse(JSON.parse(line)));
  const [sampled] = await rowsOf("--max-memory", "64MB");
  expect(sampled).toMatchObject({ bytes: 3_600_000, sampled: 3_000_000, oddAt: null, reason: null });
  const [whole] = await rowsOf();
  expect(whole).toMatchObject({ bytes: 3_600_000, sampled: null });
  expect(Math.abs(sampled!.rate! / whole!.rate! - 1)).toBeLessThan(0.1);
  // A table is read as a whole, or not at all.
  writeFileSync(at("table.csv"), `text\n${"a few words\n".repeat(1_100_000)}`);
  const table = await runCli(["score", at("table.csv"), "--field", "text", "--max-memory", "64MB"]);
  expect([table.status, table.err]).toEqual([3, expect.stringMatching(/more than 11 MiB of memory/)]);
  // A line is a bad record where it is too long.
  writeFileSync(
    at("line.ndjson"),
    `${JSON.stringify({ text: "a few words ".repeat(300_000) })}\n{"text":"short"}\n`,
  );
  const line = await runCli(["score", at("line.ndjson"), "--field", "text", "--max-memory", "64MB"]);
  expect([line.status, line.err]).toEqual([3, expect.stringMatching(/1 bad record, .* more than 3000000/)]);
  const none = await runCli(["score", path, "--max-memory", "63MB"]);
  expect([none.status, none.err]).toEqual([
    2,
    "mesoscope: --max-memory: 63MB is too little; the least is 64MB\n",
  ]);
});

test("a terminal gets a table, a pipe lines; names that a terminal would obey are written out", async () => {
  writeFileSync(
    at("shown.jsonl"),
    [`a\u001b[31m${"x".repeat(90)}`, "plain"]
      .map((id, i) => `${JSON.stringify({ id, text: text(i, 9, 900) })}\n`)
      .join(""),
  );
  const argv = ["score", at("shown.jsonl"), "--field", "text"];
  const { out } = await runCli(argv, { terminal: true, columns: 80 });
  const lines = out.trimEnd().split("\n");
  expect(lines.slice(3)[0]).toMatch(/^document +bytes +rate +repeated +most surprising$/);
  expect(lines).toHaveLength(6);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(out).not.toContain("\u001b[31m");
  expect(lines[5]).toMatch(/^plain +900 +\d\.\d\d +0 % /);
  expect((await runCli([...argv, "-f", "table"])).out).toBe(out);
  expect((await runCli(argv)).out).toMatch(/^\{"file"/);
  const refused = await runCli([...argv, "-f", "table", "--filter", "rate > 1"]);
  expect([refused.status, refused.err]).toEqual([2, expect.stringContaining("leave out -f table")]);
});
