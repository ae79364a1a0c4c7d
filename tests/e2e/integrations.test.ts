import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeAll, expect, test } from "vitest";
import type { ScoredLine } from "../../src/features/score/stream/stream-schema.ts";
import { wordyText } from "./fixtures.ts";
import { binary, runCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const integration = (name: string) => fileURLToPath(new URL(`../../integrations/${name}`, import.meta.url));

/** Two partitions whose ids are the same: the second has a copy of a document, and one of noise. */
const partitions = [0, 1].map((k) =>
  Array.from({ length: 6 }, (_, i) => ({
    id: `d${i}`,
    url: `u/${k}/${i}`,
    text:
      k === 1 && i === 0
        ? wordyText(800, 1)
        : k === 1 && i === 5
          ? Array.from({ length: 400 }, (_, n) => ((n * 7919) ^ (n << 5)).toString(36)).join(" ")
          : wordyText(800, 1 + i + 10 * k),
  })),
);
const documents = partitions.flat();
const score = (...argv: string[]) => runCli(["score", "--field", "text", "--jobs", "1", ...argv]);

async function readParquet(path: string): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: new Uint8Array(readFileSync(path)).buffer });
}

/** Numbers of 64 bits as they are in lines. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one) => (typeof one === "bigint" ? Number(one) : one)));

beforeAll(async () => {
  writeFileSync(at("good.txt"), wordyText(20_000, 99));
  const learned = await runCli(["learn", at("good.txt"), "-o", at("good.model"), "--trial", "0", "-q"]);
  expect(learned.err).toBe("");
  mkdirSync(at("corpus"));
  for (const [k, rows] of partitions.entries()) {
    const columnData = (["id", "url", "text"] as const).map((name) => ({
      name,
      data: rows.map((row) => row[name]),
    }));
    writeFileSync(at(`corpus/${k}.parquet`), Buffer.from(parquetWriteBuffer({ columnData })));
  }
  const run = await score(at("corpus"), "--against", at("good.model"), "--attributes", at("scores"));
  expect([run.status, run.out]).toEqual([3, `12 documents -> ${at("scores")}\n`]);
  expect(run.err).toMatch(/6 ids that occurred before/);
});

test("attributes are what lines say, a file a partition, in Parquet and NDJSON", {
  tags: ["slow"],
}, async () => {
  const against = ["--against", at("good.model"), "--keep", "url"];
  const { out } = await score(at("corpus"), ...against, "-q");
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  for (const format of ["parquet", "ndjson"]) {
    await score(at("corpus"), ...against, "--attributes", at(format), "-f", format, "-q");
    for (const k of [0, 1]) {
      const rows =
        format === "parquet"
          ? await readParquet(at(`${format}/${k}.parquet`))
          : readFileSync(at(`${format}/${k}.jsonl`), "utf8")
              .trimEnd()
              .split("\n")
              .map((line) => JSON.parse(line));
      const expected = lines.slice(6 * k, 6 * k + 6).map(({ file: _file, id, kept, ...rest }) => ({
        id,
        attributes: { ...rest, ...(format === "parquet" ? { "kept.url": kept.url } : { kept }) },
      }));
      expect(plain(rows)).toEqual(expected);
    }
  }
});

test("a folder of attributes is new, and is there when all of it is", async () => {
  const again = await score(at("corpus"), "--attributes", at("scores"));
  expect([again.status, again.err]).toEqual([2, expect.stringMatching(/scores exists already/)]);
  mkdirSync(at("names"));
  for (const name of ["a.jsonl", "a.csv"]) writeFileSync(at(`names/${name}`), 'id,text\n1,"x"\n');
  const twins = await score(at("names"), "--attributes", at("none"));
  expect([twins.status, twins.err]).toEqual([
    2,
    expect.stringMatching(/the same file of attributes: a\.parquet/),
  ]);
  for (const [argv, word] of [
    [["-o", at("x.ndjson")], "-o"],
    [["--filter", "bytes > 0"], "--filter"],
    [["--shard", "0/1"], "--attributes"],
  ] as const) {
    const run = await score(at("corpus"), "--attributes", at("none"), ...argv);
    expect([run.status, run.err]).toEqual([2, expect.stringContaining(word)]);
  }
});

/** What a program of DuckDB prints that runs in a folder. */
const shell = `
import { readFileSync } from "node:fs";
const { DuckDBInstance } = await import(process.argv[1]);
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const statements = await connection.extractStatements(readFileSync(process.argv[2], "utf8"));
const out = [];
for (let i = 0; i < statements.count; i++)
  out.push((await (await statements.prepare(i)).runAndReadAll()).getRowObjectsJson());
console.log(JSON.stringify(out));
`;

test("the recipe of DuckDB joins attributes with partitions and keeps what is good", async () => {
  const run = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", shell, import.meta.resolve("@duckdb/node-api"), integration("duckdb.sql")],
    { cwd: folder, encoding: "utf8" },
  );
  expect(run.stderr).toBe("");
  const printed = JSON.parse(run.stdout) as Record<string, unknown>[][];
  expect(printed.flat()).toContainEqual(expect.objectContaining({ documents: "12", near_duplicates: "1" }));
  const { out } = await score(at("corpus"), "--against", at("good.model"), "-q");
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Required<ScoredLine>);
  const kept = await readParquet(at("kept.parquet"));
  const wanted = lines.filter((line) => line.against! < 2.4 && line.repeated! < 0.3);
  expect(kept).toEqual(wanted.map((line) => documents[line.number]));
  expect(kept.length).toBe(10);
});

const python = (code: string, ...argv: string[]) =>
  spawnSync("python3", ["-c", code, ...argv], { encoding: "utf8" });
const whyNoPython = python("").status === 0 ? null : "there is no python3";
const datatrove = python("import datatrove.pipeline.base").status === 0;

/** Documents of a file of lines through what is imported; prints what comes out. */
const through = (what: string) => `
import sys, json
from types import SimpleNamespace
sys.path.insert(0, sys.argv[1])
from datatrove_block import scored, MesoscopeScores
command, model, lines = json.loads(sys.argv[2]), sys.argv[3], open(sys.argv[4]).read().splitlines()
${what}
`;

/** @param said on standard error */
function inPython(what: string, said = ""): unknown[] {
  const lines = documents.map(({ url, text }) => JSON.stringify({ id: url, text })).join("\n");
  writeFileSync(at("docs.jsonl"), lines);
  const command = JSON.stringify([process.execPath, binary]);
  const run = python(through(what), integration("."), command, at("good.model"), at("docs.jsonl"));
  expect([run.status, run.stderr]).toEqual([0, said]);
  return run.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

async function expectedScores(): Promise<unknown[]> {
  const { out } = await score(at("docs.jsonl"), "--against", at("good.model"), "-q");
  return out
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { id, against, repeated } = JSON.parse(line);
      return { id, against, repeated };
    });
}

test("the pipe of the datatrove block gives each document its scores, and says when there is no model", async (test) => {
  if (whyNoPython !== null) return test.skip(whyNoPython);
  const found = inPython(
    `
argv = [*command, "score", "--field", "text", "-q", "-j", "1", "--against"]
documents = [SimpleNamespace(**json.loads(line)) for line in lines]
for document, scores in scored(documents, [*argv, model]):
    assert document.id == scores["id"]
    print(json.dumps({key: scores[key] for key in ("id", "against", "repeated")}))
try:
    list(scored(documents, [*argv, "/no.model"]))
except RuntimeError as error:
    print(json.dumps(str(error)))
`,
    "mesoscope: /no.model: no such file\n",
  );
  expect(found.slice(0, -1)).toEqual(await expectedScores());
  expect(found.at(-1)).toBe("mesoscope ended with status 3");
});

test("the block adds scores to the metadata of datatrove's documents", async (test) => {
  if (!datatrove) return test.skip("datatrove is not installed: pip install datatrove");
  const found = inPython(`
from datatrove.data import Document
documents = (Document(id=one["id"], text=one["text"]) for one in map(json.loads, lines))
for document in MesoscopeScores(model, command=command)(documents):
    print(json.dumps({"id": document.id, **{key: document.metadata[key] for key in ("against", "repeated")}}))
`);
  expect(found).toEqual(await expectedScores());
});
