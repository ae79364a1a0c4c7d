import { InputError } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { defaultKey } from "../reading.ts";
import { columnAt, placeOfColumn } from "./field-of.ts";
import { readJsonRecord } from "./json-record.ts";
import { eachSeparated, type SeparatedPlace } from "./separated-values.ts";
import { keyOf, type StreamedRecord, type StreamFields, unreadableRecord } from "./streamed-record.ts";

/** Most bytes of one record. */
const mostRecord = 67_108_864;
/** Approximate bytes of records that are handed over together. */
const together = 262_144;

/**
 * Streams lines of JSON, in batches.
 *
 * @param chunks of bytes, cut anywhere; not written to afterwards
 * @param most bytes of a record; 64 MiB by default
 * @throws what `chunks` throws
 * Cost: memory for a few records, whatever their number.
 */
export async function* streamJsonLines(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  fields: StreamFields,
  most: number = mostRecord,
): AsyncGenerator<readonly StreamedRecord[]> {
  const longest = Math.min(mostRecord, most);
  const allowance = new Allowance(longest);
  let some: StreamedRecord[] = [];
  let size = 0;
  let record = 0;
  for await (const { bytes, line, offset, length } of linesOf(chunks, longest)) {
    const place = { record, line, offset };
    const one =
      bytes === null
        ? unreadableRecord(place, `not supported: a record of ${length} bytes, more than ${longest}`, null)
        : readJsonRecord(bytes, place, fields, allowance);
    if (one === null) continue;
    record++;
    some.push(one);
    size += length;
    if (size < together) continue;
    yield some;
    some = [];
    size = 0;
  }
  if (some.length > 0) yield some;
}

interface Line {
  /** with its line feed; null: too long */
  readonly bytes: Uint8Array | null;
  readonly length: number;
  /** from 1 */
  readonly line: number;
  readonly offset: number;
}

async function* linesOf(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let held = 0;
  let line = 1;
  let offset = 0;
  const ended = (tail: Uint8Array): Line => {
    const length = held + tail.length;
    const isWhole = length <= longest;
    const bytes = !isWhole ? null : parts.length === 0 ? tail : Buffer.concat([...parts, tail], length);
    const one = { bytes, length, line, offset };
    line++;
    offset += length;
    parts = [];
    held = 0;
    return one;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let feed = chunk.indexOf(10); feed >= 0; feed = chunk.indexOf(10, start)) {
      yield ended(chunk.subarray(start, feed + 1));
      start = feed + 1;
    }
    if (start === chunk.length) continue;
    const rest = chunk.subarray(start);
    held += rest.length;
    // Of a line that is too long only the length is kept.
    if (held <= longest) parts.push(rest);
    else parts = [];
  }
  if (held > 0) yield ended(new Uint8Array(0));
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
  { field, key, keep }: StreamFields,
  allowance: Allowance,
  head: (bytes: Uint8Array) => void,
): StreamedRecord[] {
  if (field === undefined) throw new InputError("records of csv need --field, which holds their text");
  const all: StreamedRecord[] = [];
  let names: readonly string[] | null = null;
  let [at, keyAt] = [-1, -1];
  let keptAt: readonly number[] = [];
  const reject = (reason: string, { start, end, line }: SeparatedPlace) =>
    all.push(
      unreadableRecord({ record: all.length, line, offset: start }, reason, bytes.subarray(start, end)),
    );
  eachSeparated(bytes, delimiter, allowance, {
    record(cells, place) {
      const { start, end, line } = place;
      if (names === null) {
        names = cells;
        at = columnAt(cells, field);
        keptAt = keep.map((name) => columnAt(cells, name));
        keyAt = key === defaultKey ? placeOfColumn(cells, key) : columnAt(cells, key);
        head(bytes.subarray(start, end));
      } else if (cells.length !== names.length) reject(`${cells.length} cells, not ${names.length}`, place);
      else {
        const text = Buffer.from(cells[at]!);
        const raw = bytes.subarray(start, end);
        all.push({
          record: all.length,
          line,
          offset: start,
          text,
          reason: null,
          key: keyOf(cells[keyAt] ?? null),
          kept: keptAt.map((place) => cells[place] ?? null),
          raw,
        });
      }
    },
    reject,
  });
  return all;
}
