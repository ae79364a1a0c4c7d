import { CsvError, type InfoRecord, parse } from "csv-parse/sync";
import { InputError } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { defaultKey } from "../reading.ts";
import { columnAt, placeOfColumn } from "./field-of.ts";
import { collectRecords, lineCounter, type RecordSet } from "./record-set.ts";
import { keyOf, type StreamedRecord, type StreamFields, unreadableRecord } from "./streamed-record.ts";

/** A longer record is a quote that was never closed. */
const mostRecordBytes = 67_108_864;
/** Bytes that the parser takes for each byte of a record. */
const memoryPerByte = 4;
const mostCells = 1_000_000;
/** Bytes that a cell takes with the garbage of the records before. */
const memoryPerCell = 256;
const cellsBetween = 1024;
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
  eachSeparated(bytes, delimiter, { field: column, key, keep: [] }, allowance, records.take);
  return records.finish();
}

/**
 * Records of comma- or tab-separated values; the header names the columns.
 *
 * @param head receives the bytes of the header
 * @throws InputError when there is no such column, or beyond the allowance
 */
export function separatedRecords(
  bytes: Uint8Array,
  delimiter: "," | "\t",
  fields: StreamFields,
  allowance: Allowance,
  head: (bytes: Uint8Array) => void,
): StreamedRecord[] {
  const all: StreamedRecord[] = [];
  eachSeparated(bytes, delimiter, fields, allowance, (record) => all.push(record), head);
  return all;
}

function eachSeparated(
  bytes: Uint8Array,
  delimiter: "," | "\t",
  { field, key, keep }: StreamFields,
  allowance: Allowance,
  see: (record: StreamedRecord) => void,
  head: (bytes: Uint8Array) => void = () => {},
): void {
  if (field === undefined) throw new InputError("records of csv need --field, which holds their text");
  let names: readonly string[] | null = null;
  let record = 0;
  let [at, keyAt] = [-1, -1];
  let keptAt: readonly number[] = [];
  const reject = (reason: string, { start, end, line }: SeparatedPlace) =>
    see(unreadableRecord({ record: record++, line, offset: start }, reason, bytes.subarray(start, end)));
  eachRow(bytes, delimiter, allowance, {
    row(cells, place) {
      const { start, end, line } = place;
      if (names === null) {
        names = cells;
        at = columnAt(cells, field);
        keptAt = keep.map((name) => columnAt(cells, name));
        keyAt = key === defaultKey ? placeOfColumn(cells, key) : columnAt(cells, key);
        head(bytes.subarray(start, end));
      } else if (cells.length !== names.length) reject(`${cells.length} cells, not ${names.length}`, place);
      else
        see({
          record: record++,
          line,
          offset: start,
          text: Buffer.from(cells[at]!),
          reason: null,
          key: keyOf(cells[keyAt] ?? null),
          kept: keptAt.map((place) => cells[place] ?? null),
          raw: bytes.subarray(start, end),
        });
    },
    reject,
  });
}

/** The place of a record: its first byte, the byte after it, and its line from 1. */
interface SeparatedPlace {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** Gets the rows of a table in order. */
interface RowReader {
  /** the header comes first */
  row(cells: readonly string[], place: SeparatedPlace): void;
  reject(reason: string, place: SeparatedPlace): void;
}

/**
 * Passes on all rows of a table; after one with wrong quotes it continues at the next line.
 *
 * @throws InputError beyond the allowance; what the reader throws
 */
function eachRow(bytes: Uint8Array, delimiter: "," | "\t", allowance: Allowance, reader: RowReader): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const mostBytes = Math.min(mostRecordBytes, Math.floor(allowance.memory / memoryPerByte));
  const lineAt = lineCounter(bytes);
  const room = Math.floor((allowance.memory - buffer.length) / memoryPerCell);
  // Looking at each cell takes ten times as long as parsing it.
  const mayBeWide = countAbove(buffer, delimiter.charCodeAt(0), Math.min(mostCells, room) - 1);
  const cast = (value: string, { index }: { readonly index: number }) => {
    // The parser does not count empty cells.
    if (index >= mostCells) throw new InputError(`has a record of more than ${mostCells} cells`);
    if (index % cellsBetween === cellsBetween - 1)
      allowance.requireMemory(buffer.length + memoryPerCell * index);
    allowance.work();
    return value;
  };
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
        ...(mayBeWide ? { cast } : {}),
        on_record(cells: string[], end: InfoRecord) {
          const next = start + end.bytes;
          reader.row(cells, { start: offset, end: next, line: lineAt(offset) });
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

/** Whether a byte occurs more than `most` times. */
function countAbove(bytes: Uint8Array, byte: number, most: number): boolean {
  let count = 0;
  for (let i = 0; i < bytes.length && count <= most; i++) if (bytes[i] === byte) count++;
  return count > most;
}
