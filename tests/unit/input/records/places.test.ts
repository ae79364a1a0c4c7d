import { constants } from "node:buffer";
import { describe, expect, it } from "vitest";
import { Allowance } from "../../../../src/input/allowance.ts";
import { memorySource } from "../../../../src/input/byte-source.ts";
import { type OpenedInput, openInput } from "../../../../src/input/open-input.ts";
import { defaultReading } from "../../../../src/input/reading.ts";
import { readJson } from "../../../../src/input/records/json-record.ts";
import { placeOf } from "../../../../src/input/records/record-set.ts";
import { member } from "./archive.ts";

/** Seven records of a format, as text: two cannot be read, the first among them, and one is empty. */
interface Format {
  readonly name: string;
  readonly head?: string;
  readonly good: (key: string, text: string) => string;
  readonly bad: (key: string) => string;
  readonly between?: string;
  readonly tail?: string;
  readonly lines: boolean;
}

const warc = (key: string, text: string) =>
  `WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: ${key}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}\r\n\r\n`;
const record = (key: string, text: string) => JSON.stringify({ id: key, text });
const formats: readonly Format[] = [
  {
    name: "a.jsonl",
    good: (key, text) => `${record(key, text)}\n`,
    bad: (key) => `{"id":"${key}"\n`,
    lines: true,
  },
  {
    name: "b.jsonl",
    good: (key, text) => `${record(key, text)}\r\n`,
    bad: (key) => `{"id":"${key}"}\r\n`,
    lines: true,
  },
  {
    name: "a.json",
    head: "\ufeff[\n",
    good: record,
    bad: (key) => `{"id":"${key}","text":[nul]}`,
    between: " ,\n\n ",
    tail: "]\n",
    lines: true,
  },
  {
    name: "b.json",
    head: "[",
    good: record,
    bad: (key) => `{"id":"${key}","text":${"[".repeat(50_000)}${"]".repeat(50_000)}}`,
    between: ",",
    tail: "]",
    lines: true,
  },
  {
    name: "a.csv",
    head: "id,text\n",
    good: (key, text) => `${key},"${text.replaceAll('"', '""')}"\n`,
    bad: (key) => `${key},"x" y\n`,
    lines: true,
  },
  {
    name: "a.tsv",
    head: "\ufeffother\tid\ttext\r\n",
    good: (key, text) => `0\t${key}\t"${text.replaceAll('"', '""')}"\r\n`,
    bad: (key) => `${key}\t0\r\n`,
    lines: true,
  },
  {
    name: "a.tar",
    good: (key, text) => member(key, text).toString("latin1"),
    bad: (key) => member(key, "sparse", "S").toString("latin1"),
    tail: "\0".repeat(1024),
    lines: false,
  },
  {
    name: "a.warc",
    good: warc,
    bad: (key) => warc(key, "x").replace("Content-Length: 1", "Content-Length: no"),
    lines: false,
  },
];

const texts = ["one", 'two "words", here', "", "äöü\nsecond line"];
const keys = ["first", "k1", "k2", "k3", "k4", "k5", "last"];

const placesOf = (source: OpenedInput["source"], records: OpenedInput["records"]) =>
  Array.from(source.documentEnds, (_, i) => placeOf(records!.places, i));

describe("where a document was found", () => {
  it.each(formats)("$name", async ({ name, head = "", good, bad, between = "", tail = "", lines }) => {
    const isBad = (i: number) => i === 0 || i === 4;
    const pieces = keys.map((key, i) => (isBad(i) ? bad(key) : good(key, texts[i % 4]!)));
    const coding = name.endsWith("tar") ? "latin1" : "utf8";
    const bytes = Buffer.from(head + pieces.join(between) + tail, coding);
    const reading = { ...defaultReading, ...(/json|csv|tsv/.test(name) ? { field: "text" } : {}) };
    const { source, records } = await openInput(memorySource([bytes]), name, reading);
    // By another way: the bytes before a piece, and the line feeds among them.
    const expected = keys.flatMap((key, i) => {
      if (isBad(i) || texts[i % 4] === "") return [];
      const before = Buffer.from(head + pieces.slice(0, i).join(between) + (i > 0 ? between : ""), coding);
      const line = lines ? before.toString("latin1").split("\n").length : null;
      return [{ record: i, line, offset: before.length, key }];
    });
    expect(placesOf(source, records)).toEqual(expected);
    expect(records!.bad!.count).toBe(2);
    expect(source.documentEnds).toHaveLength(expected.length);
  });

  it.each([
    ['{"id":7,"text":"x"}\n', "id", "7"],
    ['{"id":"","text":"x"}\n', "id", null],
    ['{"id":{"a":1},"text":"x"}\n', "id", null],
    ['{"id":null,"text":"x"}\n', "id", null],
    ['{"meta":{"url":"u"},"text":"x"}\n', "meta.url", "u"],
    [`{"id":"${"i".repeat(2000)}","text":"x"}\n`, "id", null],
  ])("what a record calls itself: %s", async (line, key, expected) => {
    const { source, records } = await openInput(memorySource([Buffer.from(line)]), "a.jsonl", {
      ...defaultReading,
      key,
    });
    expect(placesOf(source, records)[0]!.key).toBe(expected);
  });

  it("has the whole name of a file in a tar", async () => {
    const long = `${"folder/".repeat(40)}file`;
    const pax = `path=${long}\n`;
    const length = pax.length + 4;
    const archive = Buffer.concat([
      member("x", `${length} ${pax}`, "x"),
      member("cut", "one"),
      member("././@LongLink", `${long}2\0`, "L"),
      member("cut", "two"),
      member("short", "three"),
    ]);
    const { source, records } = await openInput(memorySource([archive]), "a.tar", defaultReading);
    expect(placesOf(source, records).map(({ key }) => key)).toEqual([long, `${long}2`, "short"]);
  });
});

describe("sizes", () => {
  it("a JSON value that no text can hold is called that", () => {
    expect(readJson(new Uint8Array(constants.MAX_STRING_LENGTH + 1), new Allowance(0))).toEqual({
      reason: `not supported: one JSON value of more than ${constants.MAX_STRING_LENGTH} bytes`,
    });
  });

  it.each([1_000_001, 3_000_000])("a cell of %i bytes is read", async (length) => {
    const cell = "word, ".repeat(Math.ceil(length / 6)).slice(0, length);
    const bytes = Buffer.from(`id,text\n1,"${cell}"\n2,short\n`);
    const { source, records } = await openInput(memorySource([bytes]), "a.csv", {
      ...defaultReading,
      field: "text",
    });
    expect([Array.from(source.documentEnds), records!.bad]).toEqual([[length, length + 5], null]);
  });

  it("quotes that are never closed cost a few passes, and no other record", async () => {
    const bytes = Buffer.from(`text\n${'"a\n'.repeat(3)}${"b\n".repeat(2000)}`);
    const { records } = await openInput(memorySource([bytes]), "a.csv", { ...defaultReading, field: "text" });
    // The first opens, the second is within and closes, as RFC 4180 reads it.
    expect(records!.bad!.count).toBeGreaterThan(0);
    expect(records!.documents).toBeGreaterThan(1990);
    const many = Buffer.from(`text\n${'"a\n"b" c\n'.repeat(20_000)}`);
    await expect(
      openInput(memorySource([many]), "a.csv", { ...defaultReading, field: "text" }),
    ).rejects.toThrow("has too many records with wrong quotes");
  });

  it("the text between elements of an array must be JSON, too", async () => {
    for (const text of ["[1,2", "[1]]", '["a]', "[1}", "[1] x", "", " ", "{}{}"])
      await expect(
        openInput(memorySource([Buffer.from(text)]), "a.json", { ...defaultReading, field: "text" }),
      ).rejects.toThrow("is not JSON");
    const { records } = await openInput(
      memorySource([Buffer.from('[ , {"text":"a\\\\"},\t{"text":"b\\"]"} , ] ')]),
      "a.json",
      { ...defaultReading, field: "text" },
    );
    expect([records!.documents, records!.bad!.count]).toEqual([2, 2]);
    const none = await openInput(memorySource([Buffer.from("[ ]")]), "a.json", {
      ...defaultReading,
      field: "text",
    });
    expect(none.records!.documents).toBe(0);
  });
});
