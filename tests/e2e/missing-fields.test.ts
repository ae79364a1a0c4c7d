import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeAll, expect, test } from "vitest";
import { runCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const records = Array.from({ length: 110 }, (_, i) => ({
  id: `d${i}`,
  text: `text ${i}`,
  meta: { lang: "en", n: i },
  tags: [1],
}));
const names = ["a.jsonl", "a.json", "a.csv", "a.parquet"];
const score = (...argv: string[]) => runCli(["score", "--columns", "bytes", "--jobs", "1", ...argv]);

beforeAll(() => {
  writeFileSync(at("a.jsonl"), records.map((one) => `${JSON.stringify(one)}\n`).join(""));
  writeFileSync(at("a.json"), JSON.stringify(records));
  writeFileSync(at("a.csv"), `id,text\n${records.map(({ id, text }) => `${id},${text}\n`).join("")}`);
  const columns = (["id", "text"] as const).map((name) => ({ name, data: records.map((one) => one[name]) }));
  writeFileSync(at("a.parquet"), Buffer.from(parquetWriteBuffer({ columnData: columns })));
});

test.each(names)(
  "a field that no record has stops the run, which names those that there are: %s",
  async (name) => {
    for (const [field, hint] of [
      ["txt", '. Did you mean "text"?'],
      ["ids", '. Did you mean "id"?'],
      ["body", ""],
      ["toString", ""],
      ["__proto__", ""],
    ] as const) {
      const { status, out, err } = await score(at(name), "--field", field);
      expect([status, out]).toEqual([2, ""]);
      const there = name.startsWith("a.json") ? "id, text, meta.lang, meta.n, tags" : "id, text";
      const what = name.startsWith("a.json") ? "field" : "column";
      expect(err).toBe(`mesoscope: ${at(name)}: no ${what} "${field}"; there are ${there}${hint}\n`);
    }
    for (const field of name.startsWith("a.json") ? ["meta", "tags", "meta.n"] : []) {
      const { status, out, err } = await score(at(name), "--field", field);
      expect([status, out]).toEqual([2, ""]);
      expect(err).toBe(
        `mesoscope: ${at(name)}: field "${field}" is not text; there are id, text, meta.lang, meta.n, tags\n`,
      );
    }
    const inner = await score(at(name), "--field", "meta.lag");
    if (name.startsWith("a.json")) expect(inner.err).toContain('Did you mean "meta.lang"?');
  },
);

const commands = [
  ["learn", "-o", at("x.model")],
  [],
  ["-e", "plug-in"],
  ["map"],
  ["explain"],
  ["ngrams"],
  ["forecast"],
  ["curve", "--learner", "observer"],
  ["baseline", "--baseline", at("none.json")],
];

test.each(names)("so it is for other commands: %s", async (name) => {
  for (const argv of commands) {
    const { status, out, err } = await runCli([...argv, at(name), "--field", "txt"]);
    const what = name.startsWith("a.json") ? "field" : "column";
    const line = `mesoscope: ${at(name)}: no ${what} "txt"; there are id, text`;
    expect([argv, status, err.startsWith(line), err.split("\n").length]).toEqual([argv, 2, true, 2]);
    // A map has drawn the corpora beside the inputs by then.
    if (argv[0] !== "map") expect(out).toBe("");
  }
});

test("of several inputs none of which has the field the first is named; one that has it goes on", async () => {
  const lines = Array.from({ length: 300 }, (_, i) => JSON.stringify({ id: i, body: `text of record ${i}` }));
  for (const name of ["one.jsonl", "two.jsonl"]) writeFileSync(at(name), `${lines.join("\n")}\n`);
  for (const jobs of ["1", "2"]) {
    for (const argv of [[], ["compare"], ["--together"]]) {
      const all = [...argv, "--jobs", jobs, at("one.jsonl"), at("two.jsonl")];
      const { status, out, err } = await runCli([...all, "--field", "txt"]);
      expect([all, status, out, err.split("\n").length]).toEqual([all, 2, "", 2]);
      expect(err).toContain(`${at("one.jsonl")}: no field "txt"; there are id, body`);
    }
  }
  writeFileSync(at("plain.txt"), "no records at all\n");
  const plain = await runCli(["-e", "plug-in", at("plain.txt"), "--field", "body"]);
  expect([plain.status, plain.out]).toEqual([2, ""]);
  const mixed = await runCli(["-e", "plug-in", at("plain.txt"), at("one.jsonl"), "--field", "body"]);
  expect(mixed.status).toBe(3);
  const absent = await runCli(["-e", "plug-in", at("absent.jsonl"), at("one.jsonl"), "--field", "txt"]);
  expect(absent.status).toBe(3);
});

test("standard input is not read on after its first records", async () => {
  const stdin = records
    .map((one) => `${JSON.stringify(one)}\n`)
    .join("")
    .repeat(20);
  const { status, out, err } = await runCli(["score", "--field", "txt", "--jobs", "1"], { stdin });
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(/^mesoscope: stdin: no field "txt"; there are id, .*Did you mean "text"\?\n$/);
});

test("records of which some have the field, or are bad, go on; others of several files are named", async () => {
  const bad = `no JSON\n${records.map((one) => `${JSON.stringify(one)}\n`).join("")}`;
  writeFileSync(at("bad.jsonl"), bad);
  expect((await score(at("bad.jsonl"), "--field", "txt")).status).toBe(2);
  writeFileSync(at("sparse.jsonl"), `{"id":1}\n{"id":2}\n{"id":3,"text":"here"}\n{"id":4,"text":5}\n`);
  const sparse = await score(at("sparse.jsonl"), "--field", "text");
  expect([sparse.status, sparse.out.trimEnd().split("\n").length]).toEqual([3, 4]);
  writeFileSync(at("other.jsonl"), `{"id":1,"body":"b"}\n`);
  const two = await score(at("other.jsonl"), at("a.jsonl"), "--field", "text");
  expect([two.status, two.out.trimEnd().split("\n").length, two.err]).toEqual([
    3,
    110,
    `mesoscope: ${at("other.jsonl")}: no field "text"; there are id, body\n`,
  ]);
  writeFileSync(at("list.json"), "[1,2,3]");
  expect((await score(at("list.json"), "--field", "text")).err).toContain('no field "text"; there are none');
  writeFileSync(at("empty.jsonl"), "");
  expect(await score(at("empty.jsonl"), "--field", "text")).toMatchObject({ status: 0, out: "", err: "" });
});

test.each(names)("fields to keep and names that no record has are named: %s", async (name) => {
  const { status, err } = await score(at(name), "--field", "text", "--keep", "urll,id", "--id", "idd");
  // Columns of a table are known before its first record is read.
  expect(status).toBe(name.startsWith("a.json") ? 3 : 2);
  expect(err).toMatch(/"?(urll|idd)"?; there are id, text/);
  expect(err).not.toContain('"id";');
  if (name.startsWith("a.json")) expect(err).toContain('Did you mean "id"?');
});
