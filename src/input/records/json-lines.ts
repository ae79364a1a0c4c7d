import { Allowance } from "../allowance.ts";
import { type ByteSource, stretches, stretchLength } from "../byte-source.ts";
import { collectRecords, mostDocumentBytes, type RecordSet, withField } from "./record-set.ts";
import { streamJsonLines } from "./stream-records.ts";

/**
 * One JSON value a line. A document is the text of a field, or else the line with its line feed.
 *
 * @param key field that names the record
 * @throws RangeError when the documents are more than fit in memory; InputError beyond the allowance
 */
export async function readJsonLines(
  source: ByteSource,
  field: string | undefined,
  key: string,
  allowance: Allowance = new Allowance(source.size),
): Promise<RecordSet> {
  // Lines of a source that is held whole are not copied.
  const isHeld = source.size <= Math.min(allowance.memory, mostDocumentBytes);
  const piece = isHeld ? source.size : stretchLength;
  const longest = isHeld ? source.size : allowance.memory;
  const records = collectRecords(allowance, piece);
  const fields = { field, key, keep: [] };
  for await (const some of streamJsonLines(stretches(source, piece), fields, longest, allowance))
    for (const record of some) records.take(record);
  return withField(records.finish(), field, records.names);
}
