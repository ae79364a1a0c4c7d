import { messageOf } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { fieldOf } from "./field-of.ts";
import { largestRecord } from "./largest-record.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

/**
 * One JSON value a line. A document is the text of a field, or else the line with its line feed.
 *
 * @throws RangeError when the documents are more than fit in memory; InputError beyond the allowance
 */
export function readJsonLines(
  bytes: Uint8Array,
  field: string | undefined,
  allowance: Allowance = new Allowance(bytes.length),
): RecordSet {
  const records = collectRecords(allowance, bytes.length);
  const most = largestRecord(allowance);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    line++;
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    const own = bytes.subarray(start, end);
    const read = own.length > most ? { reason: `longer than ${most} bytes` } : textOf(own, field, decoder);
    if (read !== null && "document" in read) records.keep(read.document);
    else if (read !== null) records.spoil(read.reason, start, line);
    else allowance.work();
    start = end;
  }
  return records.finish();
}

/** The document of a line, or why there is none; null for an empty line. */
function textOf(
  line: Uint8Array,
  field: string | undefined,
  decoder: InstanceType<typeof TextDecoder>,
): { readonly document: Uint8Array } | { readonly reason: string } | null {
  try {
    const text = decoder.decode(line);
    if (text.trim() === "") return null;
    const record: unknown = JSON.parse(text);
    if (field === undefined) return { document: line };
    const found = fieldOf(record, field);
    return "text" in found ? { document: Buffer.from(found.text) } : found;
  } catch (error) {
    if (error instanceof RangeError) return { reason: "nested too deeply" };
    return { reason: error instanceof SyntaxError ? "not JSON" : `not UTF-8: ${messageOf(error)}` };
  }
}
