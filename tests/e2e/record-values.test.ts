import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { member } from "../unit/input/records/archive.ts";
import { readCsv } from "./rfc4180.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const options = ["--field", "text", "--columns", "bytes", "--jobs", "1"];
const score = (...argv: string[]) => runCli(["score", ...options, ...argv]);
const rowsOf = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** As they are spelled. */
const numbers = [
  ...[
    "9007199254740993",
    "9007199254740992",
    "-9007199254740993",
    "18446744073709551615",
    "1e400",
    "-1E-400",
  ],
  ...["1.0", "1", "-0", "0", "0.1e-5", "1e+2", "0.30000000000000004", "123456789012345678901234567890.10"],
];
const record = (number: string, i: number) =>
  `{"id":${number},"text":"text ${i}","n":${number},"deep":{"x.y":[1],"z":${number}}}`;

test.each([
  ["lines.jsonl", numbers.map(record).join("\n")],
  ["lines.jsonl.gz", gzipSync(numbers.map(record).join("\r\n"))],
  ["array.json", `[${numbers.map(record).join(",\n")}]`],
])("numbers of records keep their digits: %s", async (name, contents) => {
  writeFileSync(at(name), contents);
  const { status, out, err } = await score(at(name), "--keep", "n,deep.z");
  expect([status, err]).toEqual([0, ""]);
  const lines = out.trimEnd().split("\n");
  for (const [i, number] of numbers.entries()) {
    expect(lines[i]).toContain(`"id":"${number}"`);
    expect(lines[i]).toContain(`"kept":{"n":${number},"deep.z":${number}}`);
  }
  const csv = await score(at(name), "--keep", "n", "-f", "csv");
  const [head, ...rows] = readCsv(csv.out);
  expect(rows.map((row) => row[head!.indexOf("kept.n")])).toEqual(numbers);
  // An id is text, and spreadsheets take text that begins with a sign for a formula.
  expect(rows.map((row) => row[head!.indexOf("id")])).toEqual(numbers.map((one) => one.replace(/^-/, "'-")));
  const parquet = at(`${name}.scores.parquet`);
  expect((await score(at(name), "--keep", "n", "-o", parquet)).err).toBe("");
  const objects = await parquetReadObjects({ file: new Uint8Array(readFileSync(parquet)).buffer });
  expect(objects.map((row) => [row["id"], row["kept.n"]])).toEqual(numbers.map((one) => [one, one]));
  const attributes = at(`${name}.attributes`);
  expect((await score(at(name), "--keep", "n", "--attributes", attributes, "-f", "ndjson")).status).toBe(0);
  const [base] = name.split(".");
  const written = readFileSync(join(attributes, `${base}.jsonl`), "utf8")
    .trimEnd()
    .split("\n");
  for (const [i, number] of numbers.entries()) {
    expect(written[i]!.startsWith(`{"id":"${number}","attributes":{`)).toBe(true);
    expect(written[i]).toContain(`"kept":{"n":${number}}`);
  }
  const filtered = await score(at(name), "--keep", "n", "--filter", "kept.n > 9e15");
  if (name.endsWith("jsonl")) expect(filtered.out.split("\n").length).toBe(6);
});

test("parts name records by all digits, too", async () => {
  writeFileSync(at("part.jsonl"), numbers.map(record).join("\n"));
  await runCli([
    "score",
    "--shard",
    "0/1",
    at("part.jsonl"),
    "--field",
    "text",
    "-o",
    at("parts"),
    "--jobs",
    "1",
    "-q",
  ]);
  const { out } = await runCli(["merge", at("parts"), "-f", "ndjson"]);
  const keys = rowsOf(out).flatMap(({ key }) => (key === undefined ? [] : [key]));
  expect(keys).toEqual(numbers);
});

test("Parquet: numbers of every kind and encoding keep their digits", { tags: ["slow"] }, async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const db = await instance.connect();
  const select = `select 'text ' || i as text, (9007199254740993 + i)::bigint as id,
    (18446744073709551615 - i)::ubigint as large, (-i)::integer as small, (i % 3)::utinyint as few,
    (i / 7)::decimal(9, 3) as short, (-i * 1e10)::decimal(18, 2) as middle,
    ('1234567890123456789012345678' || i)::decimal(38, 6) as long, i / 8 as half,
    if(i % 2 = 0, null, i::bigint) as gaps, date '2020-01-01' as day from range(2060) t(i)`;
  for (const version of ["V1", "V2"]) {
    const path = at(`${version}.parquet`);
    await db.run(
      `copy (${select}) to '${path}' (format parquet, parquet_version ${version}, row_group_size 2048)`,
    );
    const names = ["large", "small", "few", "short", "middle", "long", "half", "gaps"];
    const { status, out, err } = await score(path, "--keep", names.join(","));
    expect([status, err]).toEqual([0, ""]);
    const lines = out.trimEnd().split("\n");
    const expected = await (
      await db.runAndReadAll(
        `select id::varchar, ${names.map((name) => `${name}::varchar`).join(", ")} from (${select})`,
      )
    ).getRows();
    for (const [i, row] of expected.entries()) {
      const [id, ...values] = row;
      const kept = names.map((name, k) => {
        const value = values[k];
        return `"${name}":${name === "half" ? Number(value) : value}`;
      });
      const wanted = [`"number":${i},`, `"id":"${id}"`, `"kept":{${kept.join(",")}}`];
      if (!wanted.every((part) => lines[i]!.includes(part))) expect([i, lines[i]]).toEqual([i, wanted]);
    }
    const day = await score(path, "--keep", "day");
    expect([day.status, day.err]).toEqual([3, expect.stringMatching(/column "day" holds DATE, not text\n$/)]);
  }
});

test("ids that differ beyond 2^53, or in their spelling, are those of different documents", async () => {
  const ids = ["9007199254740992", "9007199254740993", "1", "1.0", '"9007199254740994"', "9007199254740994"];
  writeFileSync(at("ids.jsonl"), ids.map((id, i) => `{"id":${id},"text":"t${i}"}\n`).join(""));
  const { status, err } = await score(at("ids.jsonl"));
  expect([status, err]).toEqual([
    3,
    `mesoscope: ${at("ids.jsonl")}: 1 id that occurred before, the first is "9007199254740994" in line 6\n`,
  ]);
});

test("a key that a record has twice makes it a bad one, which is named", async () => {
  const lines = [
    '{"id":1,"text":"good"}',
    '{"id":2,"text":"a","id":3}',
    '{"id":4,"text":"a","text":"b"}',
    '{"id":5,"text":"a","meta":{"k":1,"\\u006b":2}}',
    '{"id":6,"text":"good","a":{"id":6},"b":{"id":6}}',
  ];
  const reasons = [null, ...["id", "text", "k"].map((key) => `ambiguous: "${key}" occurs twice`), null];
  for (const [name, contents] of [
    ["twice.jsonl", lines.join("\n")],
    ["twice.json", `[${lines.join(",\n")}]`],
  ] as const) {
    writeFileSync(at(name), contents);
    const { status, out, err } = await score(at(name));
    expect([status, err]).toEqual([
      3,
      `mesoscope: ${at(name)}: 3 bad records, the first in line 2: ambiguous: "id" occurs twice\n`,
    ]);
    expect(rowsOf(out).map(({ reason }) => reason)).toEqual(reasons);
    const whole = await runCli([at(name), "--field", "text", "-f", "json", "-e", "plug-in"]);
    expect([whole.status, whole.err]).toEqual([
      3,
      expect.stringMatching(/3 (bad )?records.*"id" occurs twice/),
    ]);
  }
});

test("JSON arrays: kept fields, numbers and places are those of lines, whatever is bad between them", async () => {
  const records = [
    '{"id":"a","text":"one","url":"u1"}',
    "nonsense",
    '{"id":"b","text":"","url":"u2"}',
    '{"id":"c","text":"three","url":{"x":1}}',
    '{"id":"d"}',
    '{"id":"e","text":"four\\u0000","url":true}',
  ];
  writeFileSync(at("mixed.jsonl"), `${records.join("\n")}\n`);
  writeFileSync(at("mixed.json"), `[\n${records.join(",\n")}]`);
  const [lines, array] = await Promise.all(
    ["mixed.jsonl", "mixed.json"].map(async (name) => rowsOf((await score(at(name), "--keep", "url")).out)),
  );
  const same = (rows: readonly Record<string, unknown>[]) =>
    rows.map(({ file: _file, line: _line, offset: _offset, ...rest }) => rest);
  expect(same(array!)).toEqual(same(lines!));
  expect(array!.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(array!.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
  expect(array![3]).toMatchObject({ kept: { url: null }, reason: null });
});

test("a JSON array that ends early gives the documents before, and says so", async () => {
  writeFileSync(at("cut.json"), `[{"text":"one"},{"text":"two"},{"text":"thr`);
  const { status, out, err } = await score(at("cut.json"));
  expect([status, err]).toEqual([
    3,
    `mesoscope: ${at("cut.json")}: is not JSON: the array that begins at byte 0 has no end\n`,
  ]);
  expect(rowsOf(out).map(({ bytes }) => bytes)).toEqual([3, 3]);
});

test("archives: empty and damaged files have their numbers among the others", async () => {
  const good = (name: string, text: string) => member(name, text);
  const damaged = Buffer.from(good("damaged.txt", "x"));
  damaged[0] = 1;
  writeFileSync(
    at("a.tar"),
    Buffer.concat([
      good("0.txt", "zero"),
      good("1.txt", ""),
      damaged,
      good("3.txt", "three"),
      Buffer.alloc(1024),
    ]),
  );
  const run = await runCli(["score", at("a.tar"), "--columns", "bytes", "--jobs", "1"]);
  expect(run.status).toBe(3);
  expect(rowsOf(run.out).map(({ number, id, bytes, reason }) => [number, id, bytes, reason])).toEqual([
    [0, "0.txt", 4, null],
    [1, null, 0, "empty"],
    [2, null, null, "a damaged header"],
    [3, "3.txt", 5, null],
  ]);
  const kept = await runCli(["score", at("a.tar"), "--keep", "url", "--jobs", "1"]);
  expect([kept.status, kept.err]).toEqual([
    3,
    expect.stringMatching(/records of tar have no fields to keep\n$/),
  ]);
});
