import { Allowance } from "../allowance.ts";
import { readJsonRecord } from "./json-record.ts";
import { collectRecords, type RecordSet, withField } from "./record-set.ts";

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
  const fields = { field, key, keep: [] };
  for (let [start, line] = [0, 1]; start < bytes.length; line++) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    const place = { record: line - 1, line, offset: start };
    const record = readJsonRecord(bytes.subarray(start, end), place, fields, allowance);
    if (record === null) allowance.work();
    else records.take(record);
    start = end;
  }
  return withField(records.finish(), field, records.names);
}
