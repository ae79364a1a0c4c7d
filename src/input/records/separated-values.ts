import { CsvError, type InfoRecord, parse } from "csv-parse/sync";
import { InputError } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { collectRecords, type RecordCollector, type RecordSet } from "./record-set.ts";

/** A quote that is never closed would take all that follows for one record. */
const mostRecordBytes = 1_000_000;
const mostCells = 1_000_000;
/** Each time the rest is read anew; what has more of them is no table. */
const mostMalformed = 1000;

/**
 * Comma- or tab-separated values with a line of names first: the text of a column. After a record with wrong quotes the next
 * line is read.
 *
 * @throws InputError when there is no such column, RangeError when the documents are more than fit in memory
 * Source: RFC 4180.
 */
export function readSeparatedValues(
  bytes: Uint8Array,
  column: string,
  delimiter: "," | "\t",
  allowance: Allowance = new Allowance(bytes.length),
): RecordSet {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const records = collectRecords(allowance, bytes.length);
  const keep = columnKeeper(column, records);
  for (let [start, malformed] = [0, 0]; start < buffer.length; malformed++) {
    if (malformed > mostMalformed)
      throw new InputError(`more than ${mostMalformed} records with wrong quotes`);
    /** Where the record that is read begins: the end of the one before it. */
    let offset = start;
    try {
      parse(buffer.subarray(start), {
        bom: true,
        delimiter,
        relax_column_count: true,
        max_record_size: mostRecordBytes,
        cast(value, { index }) {
          // Empty cells count nothing for the parser.
          if (index >= mostCells) throw new InputError(`a record of more than ${mostCells} cells`);
          return value;
        },
        on_record(cells: string[], end: InfoRecord) {
          keep(cells, offset);
          offset = start + end.bytes;
          return null;
        },
      });
      break;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      records.spoil("wrong quotes", offset, null);
      const feed = buffer.indexOf(10, offset);
      start = feed < 0 ? buffer.length : feed + 1;
    }
  }
  const set = records.finish();
  return set.bad === null ? set : { ...set, bad: { ...set.bad, line: lineAt(bytes, set.bad.offset ?? 0) } };
}

/** Takes the names from the first record and the cells of the column from the others. */
function columnKeeper(column: string, records: RecordCollector) {
  let names: readonly string[] | undefined;
  let at = -1;
  return (cells: readonly string[], offset: number) => {
    if (names === undefined) {
      names = cells;
      at = cells.indexOf(column);
      if (at < 0) throw new InputError(`no column "${column}"; there are ${cells.join(", ")}`);
    } else if (cells.length === names.length) records.keep(Buffer.from(cells[at]!));
    else records.spoil(`${cells.length} cells, not ${names.length}`, offset, null);
  };
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) if (bytes[i] === 10) line++;
  return line;
}
