import { Allowance } from "../allowance.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

/** Records that hold what was found on the web; the others describe. */
const contentTypes = new Set(["response", "resource", "conversion"]);
const end = Buffer.from("\r\n\r\n");
const start = Buffer.from("WARC/1.");

/**
 * The contents of a web archive: blocks of responses, without the header of HTTP, of resources and conversions. After what
 * cannot be read the next record is looked for.
 *
 * @throws RangeError when the documents are more than fit in memory
 * Source: ISO 28500:2017.
 */
export function readWarc(bytes: Uint8Array, allowance: Allowance = new Allowance(bytes.length)): RecordSet {
  const records = collectRecords(allowance, bytes.length);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  /** where the header that was looked for last ends */
  let headerEnd = 0;
  for (let at = 0; at < buffer.length; ) {
    // Or headers without an end would each look through all that follows.
    if (headerEnd >= 0 && headerEnd <= at) headerEnd = buffer.indexOf(end, at);
    const read = recordAt(buffer, at, headerEnd);
    if (typeof read === "string") {
      records.spoil(read, at, null);
      if (headerEnd < 0) break;
      // A record that begins within a header that is no good has the last lines of it, and is none either.
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

/** The record at an offset, or why there is none. @param headerEnd where the first header from there on ends; -1: nowhere */
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
  if (to > buffer.length) return `a block of ${length} bytes, of which ${buffer.length - from} are there`;
  // The last record may lack its two line feeds.
  const closed = buffer.subarray(to, to + end.length).equals(end);
  if (!closed && to < buffer.length) return "a block that is longer than it says";
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
