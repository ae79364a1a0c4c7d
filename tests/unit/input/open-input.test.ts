import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { type ByteSource, memorySource } from "../../../src/input/byte-source.ts";
import { canBeOpened, isPlainFile, openInput, unpackInput } from "../../../src/input/open-input.ts";
import { defaultReading, type Reading } from "../../../src/input/reading.ts";
import { member } from "./records/archive.ts";

const formatOf = async (name: string, bytes: Uint8Array, reading: Partial<Reading> = {}) =>
  (await unpackInput(memorySource([bytes]), name, { ...defaultReading, ...reading })).format;
const text = Buffer.from("a,b\n1,2\n");

test.each<[string, string | null, string | null]>([
  ["a.jsonl", "jsonl", "jsonl"],
  ["A.NDJSON", "jsonl", "jsonl"],
  ["a.jsonl.gz", "jsonl", "jsonl"],
  ["a.ndjson.XZ", "jsonl", "jsonl"],
  ["a.json", null, "json"],
  ["a.csv", null, "csv"],
  ["a.csv.zst", null, "csv"],
  ["a.TSV.bz2", null, "tsv"],
  ["a.parquet", "parquet", "parquet"],
])("%s holds records of %s, and %s where a field is asked for", async (name, plain, asked) => {
  expect(await formatOf(name, text)).toBe(plain);
  expect(await formatOf(name, text, { field: "a" })).toBe(asked);
  expect(await formatOf(name, text, { records: "none" })).toBeNull();
});

test.each([
  ["a.tar", "tar"],
  ["a.tgz", "tar"],
  ["a.tzst", "tar"],
  ["a.txz", "tar"],
  ["a.tbz", "tar"],
  ["a.TBZ2", "tar"],
  ["a.tar.gz", "tar"],
  ["a.warc", "warc"],
  ["a.warc.gz", "warc"],
  ["a.txt", null],
  ["a.tar.txt", null],
  ["jsonl", null],
  ["a.jsonl.txt", null],
  ["a.csv2", null],
])("%s is %s, and has no fields", async (name, format) => {
  expect(await formatOf(name, text)).toBe(format);
  await expect(formatOf(name, text, { field: "a" })).rejects.toThrow(
    "has no fields to choose from: --field is for jsonl, json, csv, tsv, parquet; name the format with --records",
  );
});

test("first bytes go before names, and what is asked for before both", async () => {
  const begun: readonly (readonly [Buffer, string])[] = [
    [Buffer.from("PAR1"), "parquet"],
    [Buffer.from("WARC/1.0"), "warc"],
    [member("a", "b"), "tar"],
  ];
  for (const [bytes, format] of begun) {
    expect([await formatOf("a.csv", bytes), canBeOpened(bytes)]).toEqual([format, true]);
    expect(await formatOf("a", bytes, { records: "csv", field: "a" })).toBe("csv");
    expect(await formatOf("a.gz", gzipSync(bytes))).toBe(format);
  }
  for (const almost of ["PAR2", "WARC/2.", "ustar", ""]) {
    expect([await formatOf("a", Buffer.from(almost)), canBeOpened(Buffer.from(almost))]).toEqual([
      null,
      false,
    ]);
  }
  expect(canBeOpened(gzipSync("a"))).toBe(true);
});

test("what is not to be unpacked has no records, whatever its name", async () => {
  const packed = gzipSync('{"a":1}\n');
  const opened = (decompress: boolean) =>
    openInput(memorySource([packed]), "a.jsonl.gz", { ...defaultReading, decompress });
  expect((await opened(true)).records).toMatchObject({
    format: "jsonl",
    field: null,
    documents: 1,
    bad: null,
  });
  expect(await opened(false)).toMatchObject({ container: null, records: null });
  const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 9]);
  // A frame that says nothing announces no other format than that of the frame.
  expect(
    await openInput(memorySource([Buffer.concat([skipped, packed])]), "a", defaultReading),
  ).toMatchObject({ container: null });
});

test("lines that take more memory than they may are one text", async () => {
  const lines = Buffer.from("1\n".repeat(2000));
  const opened = async (mostMemory: number) =>
    (await openInput(memorySource([lines]), "a.jsonl", { ...defaultReading, mostMemory })).records
      ?.documents ?? null;
  expect([await opened(1_000_000), await opened(100_000)]).toEqual([2000, null]);
});

const sized = (size: number, head: string): ByteSource => ({
  ...memorySource([Buffer.from(head, "hex")]),
  size,
});

test.each(["gz", "zst", "xz", "bz2"] as const)(
  "one bit of the signature of .%s is wrong: it is refused, whatever its name",
  async (ending) => {
    const signatures = { gz: "1f8b08", zst: "28b52ffd", xz: "fd377a585a00", bz2: "425a6839314159265359" };
    const start = ending === "bz2" ? 4 : 0;
    const bytes = Buffer.concat([Buffer.from(signatures[ending], "hex"), Buffer.alloc(40, 7)]);
    for (let bit = 8 * start; bit < 4 * signatures[ending].length; bit++) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      for (const name of [`a.${ending}`, "a"])
        await expect(openInput(memorySource([damaged]), name, defaultReading)).rejects.toThrow(
          /^damaged \w+: one bit of its signature is wrong; --no-decompress measures the compressed bytes$/,
        );
      const asIs = await openInput(memorySource([damaged]), "a", { ...defaultReading, decompress: false });
      expect(asIs.source.size).toBe(bytes.length);
      expect(canBeOpened(damaged)).toBe(true);
    }
  },
);

test("inputs that are too large are reported", async () => {
  for (const head of [
    "1f8b08000000000000030000",
    "fd377a585a000004e6d6b446",
    "425a6839314159265359",
    "28b52ffd0458",
  ])
    await expect(openInput(sized(2 ** 31, head), "a", defaultReading)).rejects.toThrow(
      "has become shorter while it was read",
    );
  const csv = { ...defaultReading, records: "csv", field: "a" } as const;
  await expect(openInput(sized(2 ** 31, "1f8b0800"), "a", { ...csv, decompress: false })).rejects.toThrow(
    "more than 1073741824 bytes of records do not fit in memory: split the input into smaller files",
  );
  await expect(openInput(memorySource([gzipSync("a").subarray(0, 12)]), "a", defaultReading)).rejects.toThrow(
    /; --no-decompress measures the compressed bytes$/,
  );
  for (const records of ["json", "csv", "tsv"] as const)
    await expect(openInput(memorySource([text]), "a", { ...defaultReading, records })).rejects.toThrow(
      `records of ${records} need --field, which holds their text`,
    );
});

const folder = mkdtempSync(join(tmpdir(), "opened-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each<[string, Uint8Array, boolean]>([
  ["a.txt", text, true],
  ["a.csv", text, true],
  ["a.jsonl", text, false],
  ["a.gz", gzipSync(text), false],
  ["a", member("a", "b"), false],
])("whether a file is measured byte by byte: %s", (name, bytes, isPlain) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  expect(isPlainFile(path, defaultReading)).toBe(isPlain);
  expect(isPlainFile("elsewhere.txt", { ...defaultReading, records: "none" }, Buffer.from(path))).toBe(
    !name.endsWith("gz"),
  );
});
