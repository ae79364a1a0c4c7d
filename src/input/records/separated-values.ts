import { CsvError, type InfoRecord, parse } from "csv-parse/sync";
import { InputError } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { columnAt, placeOfColumn } from "./field-of.ts";
import { collectRecords, lineCounter, type RecordCollector, type RecordSet } from "./record-set.ts";

/** A longer record is a quote that was never closed. */
const mostRecordBytes = 67_108_864;
/** Bytes that the parser takes for each byte of a record. */
const memoryPerByte = 4;
const mostCells = 1_000_000;
/** Limit of malformed records: after each one the rest is parsed again. */
const mostMalformed = 1000;
/** Limit of bytes parsed in vain for unclosed records, as a multiple of the input. */
const mostInVain = 4;

/**
 * Comma- or tab-separated values with a header line: the text of a column. After a record with wrong quotes it continues at the
 * next line.
 *
 * @param key column that names the record, where there is one
 * @throws InputError when there is no such column or beyond the allowance, RangeError when the documents do not fit in memory
 * Cost: five passes at most.
 * Source: RFC 4180.
 */
export function readSeparatedValues(
  bytes: Uint8Array,
  column: string,
  delimiter: "," | "\t",
  key: string,
  allowance: Allowance = new Allowance(bytes.length),
): RecordSet {
  const records = collectRecords(allowance, bytes.length);
  const keep = columnKeeper(column, key, records);
  eachSeparated(bytes, delimiter, allowance, {
    record: (cells, { start, line }) => keep(cells, start, line),
    reject: (reason, { start, line }) => records.reject(reason, start, line),
  });
  return records.finish();
}

/** The place of a record: its first byte, the byte after it, and its line from 1. */
export interface SeparatedPlace {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** Gets the records of a table in order. */
interface SeparatedReader {
  /** the header comes first */
  record(cells: readonly string[], place: SeparatedPlace): void;
  reject(reason: string, place: SeparatedPlace): void;
}

/**
 * Passes on all records of a table; after one with wrong quotes it continues at the next line.
 *
 * @throws InputError beyond the allowance; what the reader throws
 */
export function eachSeparated(
  bytes: Uint8Array,
  delimiter: "," | "\t",
  allowance: Allowance,
  reader: SeparatedReader,
): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const mostBytes = Math.min(mostRecordBytes, Math.floor(allowance.memory / memoryPerByte));
  const lineAt = lineCounter(bytes);
  let inVain = 0;
  for (let [start, malformed] = [0, 0]; start < buffer.length; malformed++) {
    if (malformed > mostMalformed || inVain > mostInVain * buffer.length)
      throw new InputError("has too many records with wrong quotes");
    /** The start of the current record: the end of the one before it. */
    let offset = start;
    try {
      parse(buffer.subarray(start), {
        bom: true,
        delimiter,
        relax_column_count: true,
        max_record_size: mostBytes,
        cast(value, { index }) {
          // The parser does not count empty cells.
          if (index >= mostCells) throw new InputError(`has a record of more than ${mostCells} cells`);
          return value;
        },
        on_record(cells: string[], end: InfoRecord) {
          const next = start + end.bytes;
          reader.record(cells, { start: offset, end: next, line: lineAt(offset) });
          offset = next;
          return null;
        },
      });
      break;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const endless = error.code === "CSV_MAX_RECORD_SIZE";
      const reason = endless ? `not supported: a record of more than ${mostBytes} bytes` : "wrong quotes";
      if (endless || error.code === "CSV_QUOTE_NOT_CLOSED")
        inVain += Math.min(mostBytes, buffer.length - offset);
      const feed = buffer.indexOf(10, offset);
      start = feed < 0 ? buffer.length : feed + 1;
      reader.reject(reason, { start: offset, end: start, line: lineAt(offset) });
    }
  }
}

/** Takes the names from the header and the cells of the column from the other records. */
function columnKeeper(column: string, key: string, records: RecordCollector) {
  let names: readonly string[] | undefined;
  let at = -1;
  let keyAt = -1;
  return (cells: readonly string[], offset: number, line: number) => {
    if (names === undefined) {
      names = cells;
      at = columnAt(cells, column);
      keyAt = placeOfColumn(cells, key);
    } else if (cells.length === names.length)
      records.keep(Buffer.from(cells[at]!), offset, line, cells[keyAt]);
    else records.reject(`${cells.length} cells, not ${names.length}`, offset, line);
  };
}
