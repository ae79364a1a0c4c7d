import { Allowance } from "../allowance.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

/** Types of records with web content; the others are metadata. */
const contentTypes = new Set(["response", "resource", "conversion"]);
const end = Buffer.from("\r\n\r\n");
const start = Buffer.from("WARC/1.");

/**
 * The contents of a web archive: bodies of responses, without the HTTP header, of resources and conversions. After an
 * unreadable record it searches for the next one.
 *
 * @throws RangeError when the documents do not fit in memory
 * Source: ISO 28500:2017.
 */
export function readWarc(bytes: Uint8Array, allowance: Allowance = new Allowance(bytes.length)): RecordSet {
  const records = collectRecords(allowance, bytes.length);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  /** end of the last header that was searched for */
  let headerEnd = 0;
  for (let at = 0; at < buffer.length; ) {
    // Otherwise each header without an end would search the whole rest.
    if (headerEnd >= 0 && headerEnd <= at) headerEnd = buffer.indexOf(end, at);
    const read = recordAt(buffer, at, headerEnd);
    if (typeof read === "string") {
      records.spoil(read, at, null);
      if (headerEnd < 0) break;
      // A record that begins within an invalid header shares its last lines, and is invalid too.
      const isHeader = startsAt(buffer, at);
      const next = buffer.indexOf(start, isHeader ? headerEnd : at + 1);
      if (next < 0) break;
      at = next;
      continue;
    }
    if (contentTypes.has(read.type)) {
      records.keep(read.http ? bodyOf(read.block) : read.block, at, null, read.id);
    }
    at = read.end;
  }
  return records.finish();
}

const startsAt = (buffer: Buffer, at: number) => buffer.subarray(at, at + start.length).equals(start);

interface WarcRecord {
  readonly type: string;
  readonly id: string | undefined;
  readonly http: boolean;
  readonly block: Buffer;
  readonly end: number;
}

/** The record at an offset, or why there is none. @param headerEnd end of the first header from there; -1: none */
function recordAt(buffer: Buffer, at: number, headerEnd: number): WarcRecord | string {
  if (!startsAt(buffer, at)) return "no record begins here";
  if (headerEnd < 0) return "a header without an end";
  const fields = new Map<string, string>();
  for (const line of buffer.toString("utf8", at, headerEnd).split("\r\n").slice(1)) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const length = fields.get("content-length") ?? "";
  if (!/^\d{1,15}$/.test(length)) return "a header without Content-Length";
  const from = headerEnd + end.length;
  const to = from + Number(length);
  if (to > buffer.length) return `a block of ${length} bytes, but only ${buffer.length - from} exist`;
  // The last record may lack its two line feeds.
  const closed = buffer.subarray(to, to + end.length).equals(end);
  if (!closed && to < buffer.length) return "a block that is longer than its stated length";
  return {
    type: fields.get("warc-type") ?? "",
    id: fields.get("warc-record-id"),
    http: (fields.get("content-type") ?? "").startsWith("application/http"),
    block: buffer.subarray(from, to),
    end: closed ? to + end.length : to,
  };
}

function bodyOf(block: Buffer): Buffer {
  const headerEnd = block.indexOf(end);
  return headerEnd < 0 ? block : block.subarray(headerEnd + end.length);
}
