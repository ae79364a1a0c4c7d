import { InputError } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { fieldOf, valueAt } from "./field-of.ts";
import { jsonOf } from "./json-text.ts";
import { tooLargeRecord } from "./largest-record.ts";
import { eachSeparated, type SeparatedPlace } from "./separated-values.ts";

/** What a record says beside its text. */
export type KeptValue = string | number | boolean | null;

/** One record of a stream, good or bad. */
export interface StreamedRecord {
  /** its number among all records, from 0; blank lines are none */
  readonly record: number;
  /** from 1; null where the format has no lines */
  readonly line: number | null;
  /** bytes before it; null where the format does not tell */
  readonly offset: number | null;
  /** the text; null: it has none, and `reason` says why */
  readonly text: Uint8Array | null;
  readonly reason: string | null;
  /** what it calls itself */
  readonly key: string | null;
  /** values of the fields that were asked for, in their order; null: it has none, or an object */
  readonly kept: readonly KeptValue[];
  /** the record as it stands in the input, its line end included; null where it is not to be had */
  readonly raw: Uint8Array | null;
}

/** What is wanted of each record. */
export interface StreamFields {
  /** undefined: of lines of JSON the line itself */
  readonly field: string | undefined;
  readonly key: string;
  readonly keep: readonly string[];
}

/** Bytes of one record, at most. */
const mostRecord = 67_108_864;
/** Bytes of records that are handed over together, about. */
const together = 262_144;

/**
 * Lines of JSON as they come, in lists of some.
 *
 * @param chunks of bytes, cut anywhere; they are not written to afterwards
 * @throws what `chunks` throws
 * Cost: memory of some records, however many there are.
 */
export async function* streamJsonLines(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  fields: StreamFields,
): AsyncGenerator<readonly StreamedRecord[]> {
  const allowance = new Allowance(mostRecord);
  let some: StreamedRecord[] = [];
  let size = 0;
  let record = 0;
  for await (const { bytes, line, offset, length } of linesOf(chunks)) {
    const one =
      bytes === null
        ? spoilt(record, line, offset, `not supported: a record of more than ${mostRecord} bytes`, null)
        : readLine(bytes, record, line, offset, fields, allowance);
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

function spoilt(
  record: number,
  line: number | null,
  offset: number | null,
  reason: string,
  raw: Uint8Array | null,
): StreamedRecord {
  return { record, line, offset, text: null, reason, key: null, kept: [], raw };
}

/** @returns null: nothing but blanks */
function readLine(
  bytes: Uint8Array,
  record: number,
  line: number,
  offset: number,
  { field, key, keep }: StreamFields,
  allowance: Allowance,
): StreamedRecord | null {
  const tooLarge = tooLargeRecord(bytes, allowance);
  const read = tooLarge === null ? jsonOf(bytes) : { reason: tooLarge };
  if ("reason" in read) return spoilt(record, line, offset, read.reason, bytes);
  const { value } = read;
  if (value === undefined) return null;
  const found = field === undefined ? null : fieldOf(value, field);
  const own = { record, line, offset, key: keyOf(valueAt(value, key)), raw: bytes };
  const kept = keep.map((name) => keptOf(valueAt(value, name)));
  if (found === null) return { ...own, kept, text: bytes, reason: null };
  if ("reason" in found) return { ...own, kept, text: null, reason: found.reason };
  return { ...own, kept, text: Buffer.from(found.text), reason: null };
}

/** Characters of a name that a record has for itself, at most. */
const mostKey = 1024;

function keyOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.length <= mostKey ? value : null;
}

function keptOf(value: unknown): KeptValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

interface Line {
  /** with its line feed; null: too many */
  readonly bytes: Uint8Array | null;
  readonly length: number;
  /** from 1 */
  readonly line: number;
  readonly offset: number;
}

async function* linesOf(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let held = 0;
  let line = 1;
  let offset = 0;
  const ended = (tail: Uint8Array): Line => {
    const length = held + tail.length;
    const isWhole = length <= mostRecord;
    const bytes = !isWhole ? null : parts.length === 0 ? tail : Buffer.concat([...parts, tail], length);
    const one = { bytes, length: Math.min(length, mostRecord), line, offset };
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
    // Of what is too long nothing is kept but its length.
    if (held <= mostRecord) parts.push(rest);
    else parts = [];
  }
  if (held > 0) yield ended(new Uint8Array(0));
}

/**
 * Records of comma- or tab-separated values; the first one names the columns.
 *
 * @param head receives the bytes of the first record
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
  let at = -1;
  const spoil = (reason: string, { start, end, line }: SeparatedPlace) =>
    all.push(spoilt(all.length, line, start, reason, bytes.subarray(start, end)));
  eachSeparated(bytes, delimiter, allowance, {
    record(cells, place) {
      const { start, end, line } = place;
      if (names === null) {
        names = cells;
        at = cells.indexOf(field);
        if (at < 0) throw new InputError(`no column "${field}"; there are ${cells.join(", ")}`);
        head(bytes.subarray(start, end));
      } else if (cells.length !== names.length) spoil(`${cells.length} cells, not ${names.length}`, place);
      else {
        const of = (name: string) => cells[names!.indexOf(name)] ?? null;
        const text = Buffer.from(cells[at]!);
        const raw = bytes.subarray(start, end);
        all.push({
          record: all.length,
          line,
          offset: start,
          text,
          reason: null,
          key: keyOf(of(key)),
          kept: keep.map(of),
          raw,
        });
      }
    },
    spoilt: spoil,
  });
  return all;
}
