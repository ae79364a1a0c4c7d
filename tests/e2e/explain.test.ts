import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { Explanation } from "../../src/features/explain/schema.ts";
import { explanationSchema } from "../../src/features/explain/schema.ts";
import { randomBytes, wordyText } from "./fixtures.ts";
import { violations } from "./json-schema.ts";
import { type RunOptions, runCli, temporaryFolder } from "./run-cli.ts";

const text = wordyText(8000);
const half = text.slice(0, 4000);

beforeAll(() => {
  process.chdir(temporaryFolder());
  writeFileSync("text.txt", text);
  writeFileSync("tiny.txt", text.slice(0, 400));
  writeFileSync("empty.txt", "");
  writeFileSync("constant.txt", "a".repeat(6000));
  writeFileSync("noise.bin", randomBytes(8000));
  mkdirSync("binary");
  for (const name of ["a", "b", "c"]) writeFileSync(`binary/${name}`, randomBytes(8000));
  writeFileSync("counter.txt", Array.from({ length: 800 }, (_, i) => `${1000 + 7 * i}\n`).join(""));
  const noise = randomBytes(4000);
  writeFileSync(
    "records.bin",
    noise.map((byte, i) => (i % 12 < 4 ? 10 * (i % 12) : byte)),
  );
  writeFileSync(
    "wave.bin",
    noise.map((byte, i) => Math.round(100 + 90 * Math.sin(i / 7.3) + (byte & 7))),
  );
  writeFileSync(
    "joined.bin",
    Buffer.concat([Buffer.from(half), randomBytes(4000), Buffer.alloc(4000), Buffer.from(half)]),
  );
});

async function explained(argv: readonly string[], options: RunOptions = {}): Promise<Explanation> {
  const run = await runCli(["explain", "-f", "json", ...argv], options);
  expect([run.status, run.err]).toEqual([0, ""]);
  return JSON.parse(run.out);
}

function deep({ depth }: Explanation) {
  if (depth.status !== "ok") throw new Error(depth.reason);
  return depth;
}

type Way = [name: string, argv: readonly string[], options?: RunOptions];

const ways: readonly Way[] = [
  ["text", ["text.txt", "--sample", "5kB"]],
  ["standard input", ["-", "--encoding", "words"], { stdin: text }],
  ["characters", ["text.txt", "--encoding", "characters", "--sample", "2kB"]],
  ["a tiny file", ["tiny.txt"]],
  ["an empty file", ["empty.txt"]],
  ["one symbol", ["constant.txt"]],
  ["noise", ["noise.bin", "--sample", "2kB"]],
  ["numbers", ["counter.txt"]],
  ["records", ["records.bin"]],
  ["a wave", ["wave.bin"]],
  ["a recipe", ["--recipe", "golden-mean(p=0.5)", "--sample", "2kB"]],
  ["a corpus", ["--corpora", "udhr:eng", "--sample", "2kB"]],
];

describe.each<Way>(ways)("%s", (_, argv, options = {}) => {
  test("is what the schema says, by zod and by the JSON Schema the command prints", async () => {
    const explanation = await explained(argv, options);
    expect(explanationSchema.parse(explanation)).toEqual(explanation);
    const schema = JSON.parse((await runCli(["schema", "explanation"])).out);
    expect(violations(explanation, schema)).toEqual([]);
  });

  test("is told in words too: nothing is undefined, and never language", async () => {
    const run = await runCli(["explain", ...argv], options);
    expect([run.status, run.err]).toEqual([0, ""]);
    expect(run.out).not.toMatch(/NaN|Infinity|undefined|null|language/);
    for (const line of run.out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });
});

test.each([
  ["counter.txt", "numbers", "It counts up by 7."],
  ["records.bin", "columns", "It has records of 12 symbols, with most of their structure in columns 1-4."],
  ["wave.bin", "wave", "It follows a wave with a period of 45.8"],
])("the first sentence of %s says what it follows", async (file, kind, sentence) => {
  expect(deep(await explained([file])).findings[0]).toMatchObject({ kind });
  const [first] = (await runCli(["explain", file])).out.split("\n\n");
  expect(first!.replaceAll(/\s+/g, " ")).toContain(sentence);
});

test("equal inputs and options give equal bytes, and another seed others", async () => {
  const argv = ["explain", "text.txt", "--sample", "2kB", "-f", "json"];
  const once = await runCli(argv);
  expect((await runCli(argv)).out).toBe(once.out);
  expect((await runCli([...argv, "--seed", "2"])).out).not.toBe(once.out);
});

test("what was explained once is read from the cache, whatever the file is called", async () => {
  const cache = temporaryFolder();
  const env = { XDG_CACHE_HOME: cache };
  writeFileSync("named.txt", text);
  const argv = ["--sample", "2kB", "-f", "json"];
  const anew = await explained(["text.txt", "--no-cache", ...argv], { env });
  const entries = () =>
    readdirSync(cache, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".json"));
  expect(entries()).toEqual([]);
  expect(await explained(["text.txt", ...argv], { env })).toEqual(anew);
  const [entry, ...others] = entries();
  expect(others).toEqual([]);
  const written = statSync(join(cache, entry!)).mtimeMs;
  const { sample, depth } = await explained(["named.txt", ...argv], { env });
  expect(depth).toEqual(anew.depth);
  expect([sample.name, sample.provenance]).toEqual(["named.txt", { kind: "file", path: "named.txt" }]);
  expect([entries(), statSync(join(cache, entry!)).mtimeMs]).toEqual([[entry], written]);
  // The same bytes with another seed are another result.
  await explained(["text.txt", "--seed", "2", ...argv], { env });
  expect(entries()).toHaveLength(2);
});

test("a file gets what standard output would", async () => {
  const table = await runCli(["explain", "tiny.txt", "-o", "explained.txt"]);
  expect([table.status, table.out]).toEqual([0, ""]);
  expect(readFileSync("explained.txt", "utf8")).toBe((await runCli(["explain", "tiny.txt"])).out);
});

describe("sections", () => {
  /** They are those of the whole input. */
  const little = ["--sample", "2kB"];

  test("are those of the whole file, whatever the sample, and those of mesoscope sections", async () => {
    const { sections, sample } = await explained(["joined.bin", ...little]);
    expect(sample.n).toBe(2000);
    const run = await runCli(["sections", "joined.bin", "--quick", "-f", "json"]);
    const { changes: _, armour: __, ...alone } = JSON.parse(run.out).files[0];
    expect(sections).toEqual(alone);
    expect(sections!.sections).toHaveLength(4);
    for (const [i, { fromLower, fromUpper }] of sections!.sections.entries()) {
      expect(fromLower).toBeLessThanOrEqual(4000 * i);
      expect(fromUpper).toBeGreaterThanOrEqual(4000 * i);
    }
  });

  test("are in the words and rows, of the file as it is now", async () => {
    const cache = { env: { XDG_CACHE_HOME: temporaryFolder() } };
    writeFileSync("grows.bin", Buffer.alloc(100_000, "ab"));
    expect((await runCli(["explain", "grows.bin", ...little], cache)).out).not.toContain("Sections");
    const { out } = await runCli(["explain", "joined.bin", ...little], cache);
    expect(out).toMatch(/^Sections {2}of the whole input/m);
    expect(out).toMatch(
      /^B +0x[0-9a-f]+ +0x[0-9a-f]+ +4(\.0)? kB +noise, encrypted or compressed +7\.\d\d$/m,
    );
    const rows = (await runCli(["explain", "joined.bin", ...little, "-f", "csv"], cache)).out;
    expect(rows).toMatch(/^sections,\d+-\d+ order: zeros,symbolEntropy,ok,0(\.0*)?,.*bit\/byte/m);
  });

  test("are of what comes in, of packed files and of recipes, but not of a column", async () => {
    const joined = readFileSync("joined.bin");
    const { sections } = await explained(["joined.bin", ...little]);
    const of = async (argv: string[], options?: RunOptions) => (await explained(argv, options)).sections;
    expect((await of(["-", ...little], { stdin: joined }))?.sections).toEqual(sections!.sections);
    writeFileSync("joined.bin.gz", gzipSync(joined));
    expect((await of(["joined.bin.gz", ...little]))?.sections).toEqual(sections!.sections);
    expect((await of(["--recipe", "uniform(alphabet=4)", "--sample", "8kB"]))?.sections).toHaveLength(1);
    expect(await of(["--recipe", "uniform(alphabet=1000)", "--sample", "8kB"])).toBeNull();
    const records = half
      .split("\n")
      .map((line, i) => `${JSON.stringify({ id: `${i}`, own: line + half.slice(i) })}\n`);
    writeFileSync("records.jsonl", records.slice(0, 40).join(""));
    expect(await of(["records.jsonl", "--field", "own", ...little])).toBeNull();
  });
});

test("a tiny file has its certificates, and why there is no more", async () => {
  const { sample, depth } = await explained(["tiny.txt"]);
  expect(depth).toEqual({ status: "undefined", reason: "too short to place: 400 symbols, needs 500" });
  expect(sample.spectrum!.certificates[0]).toMatchObject({ against: "uniform", symbols: 400 });
  const { out } = await runCli(["explain", "tiny.txt"]);
  expect(out).toMatch(/^A fixed code saves \d+ bits compared to equally likely symbols/m);
  expect(out).toMatch(/^tiny\.txt: Like .*\. Too\sshort\sto\splace: 400\ssymbols, needs\s500\./ms);
});

test("constant and noise say so", async () => {
  expect((await runCli(["explain", "constant.txt"])).out).toMatch(
    /^order: one symbol only, exactly 0 bits$/m,
  );
  const noise = (await runCli(["explain", "noise.bin", "--sample", "4kB"])).out;
  expect(noise).toMatch(/^noise: /m);
  expect(noise).toMatch(/^A fixed code saves nothing compared to the same symbols in random order/m);
});

test("progress goes to a terminal and is erased", async () => {
  const loud = await runCli(["explain", "tiny.txt"], { terminal: true });
  expect(loud.err).toMatch(/measuring 0\/3/);
  expect(loud.err.endsWith("\r\u001b[2K")).toBe(true);
  expect((await runCli(["explain", "tiny.txt", "--quiet"], { terminal: true })).err).toBe("");
});

test.each([
  [["missing.txt"], 3, /^mesoscope: missing\.txt: no file or folder "missing\.txt"$/m],
  [["."], 2, /^mesoscope: explain takes one input/],
  [["binary"], 3, /^mesoscope: binary: contains no readable files$/m],
  [["text.txt", "tiny.txt"], 2, /^mesoscope: too many arguments/],
  [["text.txt", "--corpora", "moby-dick"], 2, /^mesoscope: explain takes one input/],
  [["--corpora", "moby-dick,sotu"], 2, /^mesoscope: explain takes one input/],
  [["text.txt", "--recipe", "uniform"], 2, /^mesoscope: explain takes one input/],
  [["text.txt", "-f", "svg"], 2, /^mesoscope: -f takes table, json, ndjson, csv, md or html, not "svg"$/m],
  [
    ["text.txt", "-o", "a.svg"],
    2,
    /^mesoscope: explain prints table, json, ndjson, csv, md or html, not svg$/m,
  ],
  [
    ["text.txt", "-e", "plug-in"],
    2,
    /^mesoscope: explain takes no -e: explain chooses its estimators itself/,
  ],
  [["--recipe", "nosuch()"], 2, /^mesoscope: no source "nosuch"/],
  [["--recipe", "uniform", "--encoding", "words"], 2, /^mesoscope: the symbols of a recipe are its own/],
  [["--recipe", "file(missing.txt)"], 3, /^mesoscope: missing\.txt: /],
  [
    ["text.txt", "-o", "no/such/folder.json"],
    2,
    /^mesoscope: cannot write no\/such\/folder\.json: no such folder$/m,
  ],
] as const)("%j ends with %i", async (argv, status, err) => {
  const run = await runCli(["explain", ...argv]);
  expect(run.err).toMatch(err);
  expect([run.status, run.out]).toEqual([status, ""]);
});

test("its help has examples", async () => {
  const { out } = await runCli(["explain", "--help"]);
  expect(out).toMatch(/^ {2}\$ mesoscope explain book\.txt$/m);
});
