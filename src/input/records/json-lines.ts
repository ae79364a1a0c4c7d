import { messageOf } from "../../core/errors.ts";
import { fieldOf } from "./field-of.ts";
import { collectRecords, type RecordSet } from "./record-set.ts";

/**
 * One JSON value a line. A document is the text of a field, or else the line with its line feed.
 *
 * @throws RangeError when the documents are more than fit in memory
 */
export function readJsonLines(bytes: Uint8Array, field: string | undefined): RecordSet {
  const records = collectRecords();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    line++;
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    const own = bytes.subarray(start, end);
    try {
      const text = decoder.decode(own);
      if (text.trim() !== "") {
        const record: unknown = JSON.parse(text);
        const found = field === undefined ? null : fieldOf(record, field);
        if (found === null) records.keep(own);
        else if ("text" in found) records.keep(Buffer.from(found.text));
        else records.spoil(found.reason, start, line);
      }
    } catch (error) {
      if (error instanceof RangeError) throw error;
      records.spoil(
        error instanceof SyntaxError ? "not JSON" : `not UTF-8: ${messageOf(error)}`,
        start,
        line,
      );
    }
    start = end;
  }
  return records.finish();
}
