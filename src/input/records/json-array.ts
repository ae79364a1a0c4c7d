import { InputError } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { jsonRecord, readJson } from "./json-record.ts";
import { collectRecords, lineCounter, type RecordSet, withField } from "./record-set.ts";
import type { StreamedRecord, StreamFields } from "./streamed-record.ts";

/**
 * The elements of a JSON array, or one record. Each element is parsed on its own, so that a faulty or large one does not affect
 * the others.
 *
 * @throws InputError after the last element when the whole is not JSON
 */
export function* arrayRecords(
  bytes: Uint8Array,
  fields: StreamFields,
  allowance: Allowance,
): Generator<StreamedRecord> {
  const lineAt = lineCounter(bytes);
  const open = afterBlanks(bytes, bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
  const isArray = bytes[open] === leftBracket;
  let record = 0;
  for (const { start, end } of isArray ? splitArray(bytes, open) : [{ start: open, end: bytes.length }]) {
    const own = bytes.subarray(start, end);
    const read = readJson(own, allowance);
    const found = "value" in read && read.value === undefined ? { reason: "not JSON" } : read;
    if (!isArray && "reason" in found) throw new InputError(`is ${found.reason}`);
    yield jsonRecord(found, own, { record: record++, line: lineAt(start), offset: start }, fields);
  }
}

/**
 * The text of a field of each element of a JSON array.
 *
 * @param key field that names the record
 * @throws InputError when the whole is not JSON or beyond the allowance, RangeError when the documents are more than fit in
 *   memory
 */
export function readJsonArray(
  bytes: Uint8Array,
  field: string,
  key: string,
  allowance: Allowance = new Allowance(bytes.length),
): RecordSet {
  const records = collectRecords(allowance, bytes.length);
  for (const record of arrayRecords(bytes, { field, key, keep: [] }, allowance)) records.take(record);
  return withField(records.finish(), field, records.names);
}

const quote = 0x22;
const comma = 0x2c;
const leftBracket = 0x5b;
const backslash = 0x5c;
const rightBracket = 0x5d;
const leftBrace = 0x7b;
const rightBrace = 0x7d;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits an array by its brackets, commas and strings alone; does not check the elements. An element begins with its first byte
 * that is not blank.
 *
 * @param open offset of the opening bracket
 * @throws InputError when the array is not closed, or something follows it
 * Cost: one pass.
 */
function* splitArray(bytes: Uint8Array, open: number): Generator<Stretch> {
  let depth = 0;
  let start = afterBlanks(bytes, open + 1);
  const empty = bytes[start] === rightBracket;
  for (let at = open; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === leftBracket || byte === leftBrace) depth++;
    else if (byte === comma && depth === 1) {
      yield { start, end: at };
      start = afterBlanks(bytes, at + 1);
    } else if (byte === rightBracket || byte === rightBrace) {
      depth--;
      if (depth > 0) continue;
      if (byte !== rightBracket) break;
      if (!empty) yield { start: Math.min(start, at), end: at };
      const rest = afterBlanks(bytes, at + 1);
      if (rest === bytes.length) return;
      throw new InputError(`is not JSON: something follows the end of the array at byte ${rest}`);
    }
  }
  throw new InputError(`is not JSON: the array that begins at byte ${open} has no end`);
}

/** The offset of the closing quote of a string, or the end of the input. */
function endOfString(bytes: Uint8Array, open: number): number {
  for (let at = bytes.indexOf(quote, open + 1); at >= 0; at = bytes.indexOf(quote, at + 1)) {
    let escapes = 0;
    while (bytes[at - 1 - escapes] === backslash) escapes++;
    if (escapes % 2 === 0) return at;
  }
  return bytes.length;
}

function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}
