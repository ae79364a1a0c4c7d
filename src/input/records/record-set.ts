import { Allowance } from "../allowance.ts";
import type { ByteSource } from "../byte-source.ts";

/** Records that could not be read: how many, and where and why the first. */
export interface BadRecords {
  readonly count: number;
  /** from 1 on; null where the format has no lines */
  readonly line: number | null;
  /** bytes from the start of the records; null where the format does not tell */
  readonly offset: number | null;
  readonly reason: string;
}

/** Documents of an input, and what could not be read of it. */
export interface RecordSet {
  /** of all documents, one after the other */
  readonly bytes: Uint8Array;
  /** of the documents that are not empty, ascending */
  readonly ends: Uint32Array;
  /** the empty ones among them */
  readonly documents: number;
  readonly bad: BadRecords | null;
}

/** Most bytes of documents held at once. */
export const mostDocumentBytes = 1_073_741_824;

/** Bytes that a document takes beside its own, while there is room for more. */
export const bytesPerDocument = 12;

/** Documents as one source. */
export function recordSource({ bytes, ends }: RecordSet): ByteSource {
  return {
    size: bytes.length,
    documentEnds: ends,
    read: (offset, length) => bytes.subarray(offset, offset + length),
  };
}

/** Collects records in order. */
export interface RecordCollector {
  keep(document: Uint8Array): void;
  spoil(reason: string, offset: number | null, line: number | null, count?: number): void;
  finish(): RecordSet;
}

/**
 * Collects documents in memory of a few bytes each beside their own: a file may hold millions.
 *
 * @param held bytes that the reader holds itself
 * @throws RangeError from `keep` when the documents are more than fit in memory; InputError beyond the allowance
 */
export function collectRecords(allowance: Allowance = new Allowance(0), held = 0): RecordCollector {
  /** Documents that follow each other in what they were read from are not copied. */
  let whole: Uint8Array | null = null;
  let own: Uint8Array = new Uint8Array(0);
  let copied = false;
  let bytes = 0;
  let ends = new Uint32Array(1024);
  let filled = 0;
  let documents = 0;
  let first: Omit<BadRecords, "count"> | null = null;
  let bad = 0;
  const requireRoom = () =>
    allowance.requireMemory(held + (copied ? own.length : 0) + bytesPerDocument * filled);
  const copy = (document: Uint8Array) => {
    if (bytes + document.length > own.length) {
      const larger = new Uint8Array(Math.max(65_536, bytes + document.length, Math.ceil(1.5 * own.length)));
      larger.set(own.subarray(0, bytes));
      own = larger;
      copied = true;
      requireRoom();
    }
    own.set(document, bytes);
  };
  const add = (document: Uint8Array) => {
    if (bytes === 0 && !copied) whole = document;
    else if (whole !== null && follows(whole, document)) {
      whole = new Uint8Array(whole.buffer, whole.byteOffset, whole.length + document.length);
    } else {
      if (whole !== null) {
        const before: Uint8Array = whole;
        whole = null;
        bytes = 0;
        copy(before);
        bytes = before.length;
      }
      copy(document);
    }
    bytes += document.length;
  };
  return {
    keep(document) {
      allowance.work();
      documents++;
      if (document.length === 0) return;
      if (bytes + document.length > mostDocumentBytes)
        throw new RangeError(`more than ${mostDocumentBytes} bytes of documents`);
      add(document);
      if (filled === ends.length) {
        const more = new Uint32Array(2 * filled);
        more.set(ends);
        ends = more;
        requireRoom();
      }
      ends[filled++] = bytes;
    },
    spoil(reason, offset, line, count = 1) {
      allowance.work();
      first ??= { reason, offset, line };
      bad += count;
    },
    finish: () => ({
      bytes: whole ?? own.subarray(0, bytes),
      ends: ends.subarray(0, filled),
      documents,
      bad: first === null ? null : { ...first, count: bad },
    }),
  };
}

function follows(before: Uint8Array, document: Uint8Array): boolean {
  return document.buffer === before.buffer && document.byteOffset === before.byteOffset + before.length;
}
