import { Allowance } from "../allowance.ts";
import { fieldOf, valueAt } from "./field-of.ts";
import { jsonOf } from "./json-text.ts";
import { tooLargeRecord } from "./largest-record.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

/**
 * One JSON value a line. A document is the text of a field, or else the line with its line feed.
 *
 * @param key field that names the record
 * @throws RangeError when the documents are more than fit in memory; InputError beyond the allowance
 */
export function readJsonLines(
  bytes: Uint8Array,
  field: string | undefined,
  key: string,
  allowance: Allowance = new Allowance(bytes.length),
): RecordSet {
  const records = collectRecords(allowance, bytes.length);
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    line++;
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    const own = bytes.subarray(start, end);
    const tooLarge = tooLargeRecord(own, allowance);
    const read = tooLarge === null ? jsonOf(own) : { reason: tooLarge };
    if ("reason" in read) records.spoil(read.reason, start, line);
    else if (read.value === undefined) allowance.work();
    else {
      const found = field === undefined ? null : fieldOf(read.value, field);
      const name = valueAt(read.value, key);
      if (found === null) records.keep(own, start, line, name);
      else if ("text" in found) records.keep(Buffer.from(found.text), start, line, name);
      else records.spoil(found.reason, start, line);
    }
    start = end;
  }
  return records.finish();
}
