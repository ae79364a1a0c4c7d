import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { compress, init } from "@bokuweb/zstd-wasm";
import { parquetWriteBuffer } from "hyparquet-writer";
import { optionalPackage } from "../../src/core/optional-package.ts";
import { member } from "../unit/input/records/archive.ts";
import type { Sound } from "./inputs.ts";

const require = createRequire(import.meta.url);
const megabyte = 1_000_000;
const field = ["--field", "text"];

/** What a reader may take for an input of a million bytes, whatever these ask for. */
export const mostOfReader = 600 * megabyte;

interface Bzip2 {
  init(): Promise<void>;
  compress(bytes: Buffer, blockSize: number): Uint8Array;
}

/** Bytes again and again, up to a million: streams of a compressed format, lines, records. */
function filled(piece: string | Uint8Array, size = megabyte): Buffer {
  const bytes = Buffer.from(piece as Uint8Array);
  return Buffer.alloc(Math.max(1, Math.floor(size / bytes.length)) * bytes.length, bytes);
}

/** The same with what stands around it. */
const between = (start: string, piece: string | Buffer, end: string, size?: number) =>
  Buffer.concat([Buffer.from(start), filled(piece, size), Buffer.from(end)]);

export const packedBy = {
  gzip: (bytes: Buffer) => gzipSync(bytes, { level: 9 }),
  async zstd(bytes: Buffer) {
    await init();
    return compress(bytes, 19);
  },
  xz: (bytes: Buffer) => new Promise<Buffer>((resolve) => require("lzma-native").compress(bytes, resolve)),
  async bzip2(bytes: Buffer) {
    const loaded = await optionalPackage<{ default: new () => Bzip2 }>("bzip2-wasm");
    if (!("exports" in loaded)) throw new Error("bzip2-wasm is not installed");
    const coder = new loaded.exports.default();
    await coder.init();
    // One block: the package fails at much more.
    return coder.compress(bytes.subarray(0, 896_000), 9);
  },
};

/** Just less than an input of a million bytes may unpack to. */
const justAllowed = 250 * megabyte;

/** Texts that are packed to almost nothing: begin, what is repeated, end, and how they are read. */
const repetitive: Readonly<Record<string, readonly [string, string | Buffer, string, readonly string[]]>> = {
  zeros: ["", "\0", "", []],
  words: ["", "many words ", "", ["--encoding", "words"]],
  whales: ["", "\u{1f40b}", "", ["--encoding", "characters"]],
  utf16: ["", Buffer.from("many words ", "utf16le"), "", ["--encoding", "words", "--charset", "utf-16le"]],
  jsonl: ["", '{"text":"a"}\n', "", [...field, "--records", "jsonl"]],
  lines: ["", "\n", "", [...field, "--records", "jsonl"]],
  json: ["[", '{"text":"a"},', "{}]", [...field, "--records", "json"]],
  string: ['{"text":"', "many words ", '"}\n', [...field, "--records", "jsonl"]],
  csv: ["text\n", "a\n", "", [...field, "--records", "csv"]],
  quoted: ['text\n"', 'many ""words ', '"\n', [...field, "--records", "csv"]],
  tar: ["", member("a", ""), "", ["--records", "auto"]],
  warc: ["", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 1\r\n\r\na\r\n\r\n", "", []],
};

/** An input that asks for much, made when it is wanted. */
interface Bomb extends Omit<Sound, "bytes"> {
  readonly make: () => Uint8Array | Promise<Uint8Array>;
}

function manyRows(): Uint8Array {
  const data = Array<string>(20_000).fill("a".repeat(50_000));
  return Buffer.from(parquetWriteBuffer({ columnData: [{ name: "text", data, type: "STRING" }] }));
}

/** A million bytes that ask for as much as they can: packed many thousandfold, or of as many records as have room. */
export const bombs: readonly Bomb[] = [
  ...Object.entries(packedBy).map(([format, pack]) => ({
    name: `more-than-allowed.${format}`,
    make: async () => filled(await pack(Buffer.alloc(32 * megabyte))),
    options: [],
  })),
  ...Object.entries(repetitive).map(([content, [start, piece, end, options]]) => ({
    name: `${content}.gz`,
    make: () => gzipSync(between(start, piece, end, justAllowed), { level: 6 }),
    options,
  })),
  { name: "a.parquet", make: manyRows, options: field },
  { name: "brackets.json", make: () => filled("["), options: field },
  { name: "objects.json", make: () => between("[", "{},", "{}]"), options: field },
  { name: "nested.jsonl", make: () => filled(`{"text":${"[".repeat(400_000)}\n`), options: field },
  { name: "keys.jsonl", make: () => between("{", '"a":1,', '"text":"a"}\n'), options: field },
  { name: "empty.jsonl", make: () => filled('{"text":""}\n'), options: field },
  { name: "letters.csv", make: () => between("text\n", "a\n", ""), options: field },
  { name: "quotes.csv", make: () => between('text\n"', '""', '"\n'), options: field },
  { name: "columns.csv", make: () => between("text", ",a", "\n"), options: field },
  { name: "wide.txt", make: () => filled("\u{1f40b}"), options: ["--encoding", "characters"] },
  { name: "words.txt", make: () => filled("a b "), options: ["--encoding", "words"] },
  { name: "combining.txt", make: () => filled("\u0301"), options: ["--encoding", "words"] },
  { name: "a.tar", make: () => filled(member("a", "")), options: [] },
  { name: "a.warc", make: () => filled("WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n"), options: [] },
];
