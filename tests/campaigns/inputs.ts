import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { packed } from "../unit/input/containers/packed.ts";
import { member } from "../unit/input/records/archive.ts";

/** A whole input of each format, and the options it is read with. */
export interface Sound {
  readonly name: string;
  readonly bytes: Buffer;
  readonly options: readonly string[];
}

const sentence = "the quick brown fox jumps over the lazy dog\n";
const lines = Array.from({ length: 20 }, (_, i) => JSON.stringify({ id: i, text: `${sentence}${i}` }));
const columns = [{ name: "text", data: lines, type: "STRING" as const }];
const record = `WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: ${sentence.length}\r\n\r\n${sentence}\r\n\r\n`;
const field = ["--field", "text"];

/** One input of every format that is read. */
export const soundInputs: readonly Sound[] = [
  { name: "a.txt", bytes: Buffer.from(sentence.repeat(20)), options: ["--encoding", "words"] },
  {
    name: "a.utf16",
    bytes: Buffer.from(`\ufeff${sentence.repeat(9)}`, "utf16le"),
    options: ["--encoding", "characters"],
  },
  ...Object.entries(packed).map(([format, code]) => ({
    name: `a.${format}`,
    bytes: Buffer.from(code, "base64"),
    options: [],
  })),
  { name: "a.jsonl", bytes: Buffer.from(`${lines.join("\n")}\n`), options: field },
  { name: "b.jsonl.gz", bytes: gzipSync(`${lines.join("\n")}\n`), options: field },
  { name: "a.json", bytes: Buffer.from(`[${lines.join(",\n")}]`), options: field },
  {
    name: "a.csv",
    bytes: Buffer.from(`id,text\n${lines.map((_, i) => `${i},"a ""b"" ${i}"\n`).join("")}`),
    options: field,
  },
  {
    name: "a.parquet",
    bytes: Buffer.from(parquetWriteBuffer({ columnData: columns, rowGroupSize: 7 })),
    options: field,
  },
  {
    name: "a.tar",
    bytes: Buffer.concat([member("one", sentence), member("two", sentence.repeat(30)), Buffer.alloc(1024)]),
    options: [],
  },
  { name: "a.warc", bytes: Buffer.from(record.repeat(5)), options: [] },
];
