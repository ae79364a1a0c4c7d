import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { member } from "../unit/input/records/archive.ts";
import { packedBy } from "./bombs.ts";

/** Bytes of the documents of a large input. */
const documentBytes = 2000;
const block = 500_000;

/** A format of inputs. */
export interface Kind {
  readonly ending: string;
  /** options that choose its text */
  readonly options: readonly string[];
  /** first bytes of a sparse file, in hexadecimal */
  readonly head: string;
  /** @returns pieces of about `bytes` bytes of text in this format */
  readonly pieces: (text: string, bytes: number) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

const field = ["--field", "text"];
const hex = (text: string) => Buffer.from(text).toString("hex");

/** Documents with a number before them, so that none is a copy of another. */
function* documents(text: string, bytes: number): Generator<string> {
  for (let i = 0; i * documentBytes < bytes; i++) {
    const at = (i * documentBytes) % (text.length - documentBytes);
    yield `${i} ${text.slice(at, at + documentBytes - 10).replaceAll(/["\n\t]/g, " ")}`;
  }
}

function records(start: string, one: (document: string, i: number) => string | Buffer, end = "") {
  return function* (text: string, bytes: number): Generator<Uint8Array> {
    yield Buffer.from(start);
    let i = 0;
    for (const document of documents(text, bytes)) yield Buffer.from(one(document, i++) as string);
    yield Buffer.from(end);
  };
}

/** Streams one after the other are one input in all compressed formats. */
function packed(pack: (bytes: Buffer) => Uint8Array | Promise<Uint8Array>) {
  return async function* (text: string, bytes: number): AsyncGenerator<Uint8Array> {
    const one = await pack(Buffer.from(text.slice(0, block)));
    for (let at = 0; at < bytes; at += block) yield one;
  };
}

export const kinds: readonly Kind[] = [
  { ending: "txt", options: [], head: hex("a text"), pieces: records("", (one) => `${one}\n`) },
  {
    ending: "gz",
    options: [],
    head: "1f8b0800000000000003",
    pieces: packed((bytes) => gzipSync(bytes, { level: 1 })),
  },
  { ending: "zst", options: [], head: "28b52ffd0458", pieces: packed(packedBy.zstd) },
  { ending: "xz", options: [], head: "fd377a585a000004e6d6b446", pieces: packed(packedBy.xz) },
  { ending: "bz2", options: [], head: "425a6839314159265359", pieces: packed(packedBy.bzip2) },
  {
    ending: "jsonl",
    options: field,
    head: hex('{"text":"a"}\n'),
    pieces: records("", (text, id) => `${JSON.stringify({ id, text })}\n`),
  },
  {
    ending: "json",
    options: field,
    head: hex('[{"text":"a"},'),
    pieces: records("[", (text, id) => `${JSON.stringify({ id, text })},`, "{}]"),
  },
  {
    ending: "csv",
    options: field,
    head: hex("id,text\n1,a\n"),
    pieces: records("id,text\n", (text, id) => `${id},"${text}"\n`),
  },
  {
    ending: "tsv",
    options: field,
    head: hex("id\ttext\n1\ta\n"),
    pieces: records("id\ttext\n", (text, id) => `${id}\t${text}\n`),
  },
  {
    ending: "warc",
    options: [],
    head: hex("WARC/1.0\r\n"),
    pieces: records(
      "",
      (text) =>
        `WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}\r\n\r\n`,
    ),
  },
  { ending: "tar", options: [], head: "61", pieces: records("", (text, id) => member(`${id}`, text)) },
  {
    ending: "parquet",
    options: field,
    head: hex("PAR1"),
    *pieces(text, bytes) {
      const data = [...documents(text, bytes)];
      const column = { name: "text", data, type: "STRING" } as const;
      yield Buffer.from(
        parquetWriteBuffer({ columnData: [column], codec: "UNCOMPRESSED", rowGroupSize: 2000 }),
      );
    },
  },
];

/** Writes an input of about `bytes` bytes of text. */
export async function writeKind(path: string, { pieces }: Kind, text: string, bytes: number): Promise<void> {
  const file = openSync(path, "w");
  try {
    for await (const piece of pieces(text, bytes)) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/** A file that takes no room on the disk and begins like one of a kind. */
export function writeSparse(path: string, { head }: Kind, bytes: number): void {
  const file = openSync(path, "w");
  writeSync(file, Buffer.from(head, "hex"));
  ftruncateSync(file, bytes);
  closeSync(file);
}
