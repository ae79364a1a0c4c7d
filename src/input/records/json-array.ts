import { InputError } from "../../core/errors.ts";
import { Allowance } from "../allowance.ts";
import { fieldOf, valueAt } from "./field-of.ts";
import { jsonOf } from "./json-text.ts";
import { tooLargeRecord } from "./largest-record.ts";
import { collectRecords, lineCounter, type RecordSet } from "./record-set.ts";

/**
 * The elements of a JSON array, or one record: the text of a field of each. Every element is read by itself, so that neither
 * what is wrong with one nor the size of all is the end of the others.
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
  const lineAt = lineCounter(bytes);
  const parsed = (own: Uint8Array): ReturnType<typeof jsonOf> => {
    const tooLarge = tooLargeRecord(own, allowance);
    return tooLarge === null ? jsonOf(own) : { reason: tooLarge };
  };
  const take = (read: ReturnType<typeof jsonOf>, start: number): void => {
    const line = lineAt(start);
    const record = "reason" in read || read.value !== undefined ? read : { reason: "not JSON" };
    if ("reason" in record) {
      records.spoil(record.reason, start, line);
      return;
    }
    const found = fieldOf(record.value, field);
    if ("reason" in found) records.spoil(found.reason, start, line);
    else records.keep(Buffer.from(found.text), start, line, valueAt(record.value, key));
  };
  const open = afterBlanks(bytes, bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
  if (bytes[open] === leftBracket)
    splitArray(bytes, open, (start, end) => take(parsed(bytes.subarray(start, end)), start));
  else {
    const whole = parsed(bytes.subarray(open));
    if ("reason" in whole) throw new InputError(`is ${whole.reason}`);
    if (whole.value === undefined) throw new InputError("is not JSON");
    take(whole, open);
  }
  return records.finish();
}

const quote = 0x22;
const comma = 0x2c;
const leftBracket = 0x5b;
const backslash = 0x5c;
const rightBracket = 0x5d;
const leftBrace = 0x7b;
const rightBrace = 0x7d;

/**
 * Finds the elements of an array by its brackets, commas and strings alone; whether they are JSON is for others to say.
 *
 * @param open where the array begins
 * @param take is given the first byte of an element that is no blank, and where it ends
 * @throws InputError when the array has no end, or something follows it
 * Cost: one pass.
 */
function splitArray(bytes: Uint8Array, open: number, take: (start: number, end: number) => void): void {
  let depth = 0;
  let start = afterBlanks(bytes, open + 1);
  const empty = bytes[start] === rightBracket;
  for (let at = open; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === leftBracket || byte === leftBrace) depth++;
    else if (byte === comma && depth === 1) {
      take(start, at);
      start = afterBlanks(bytes, at + 1);
    } else if (byte === rightBracket || byte === rightBrace) {
      depth--;
      if (depth > 0) continue;
      if (byte !== rightBracket || afterBlanks(bytes, at + 1) < bytes.length) break;
      if (!empty) take(Math.min(start, at), at);
      return;
    }
  }
  throw new InputError("is not JSON");
}

/** Where the closing quote of a string is, or the end of all. */
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
