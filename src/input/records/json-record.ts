import { constants } from "node:buffer";
import { JsonFault, NumberText, parseJson } from "../../core/json.ts";
import type { Allowance } from "../allowance.ts";
import { fieldNames, fieldOf, valueAt } from "./field-of.ts";
import {
  askedForNames,
  type KeptValue,
  keyOf,
  type StreamedPlace,
  type StreamedRecord,
  type StreamFields,
  spoilt,
} from "./streamed-record.ts";

/** Most bytes of one JSON value: the longest string of the platform. */
const mostBytes = constants.MAX_STRING_LENGTH;
/** Nesting limit, the same as that of other readers. */
const mostLevels = 10_000;
const decoder = new TextDecoder("utf-8", { fatal: true });

/** A JSON value; undefined: nothing but blanks; or the reason why it cannot be read. */
type Read = { readonly value: unknown } | { readonly reason: string };

/**
 * A record of one JSON value, whose numbers keep their digits.
 *
 * @param bytes including the end of the record
 * @returns null: nothing but blanks
 */
export function readJsonRecord(
  bytes: Uint8Array,
  place: StreamedPlace,
  fields: StreamFields,
  allowance: Allowance,
): StreamedRecord | null {
  const read = readJson(bytes, allowance);
  return "value" in read && read.value === undefined ? null : jsonRecord(read, bytes, place, fields);
}

export function jsonRecord(
  read: Read,
  bytes: Uint8Array,
  place: StreamedPlace,
  { field, key, keep }: StreamFields,
): StreamedRecord {
  if ("reason" in read) return spoilt(place, read.reason, bytes);
  const { value } = read;
  const found = field === undefined ? { text: bytes } : fieldOf(value, field);
  const kept = keep.map((name) => keptOf(valueAt(value, name)));
  const name = keyOf(valueAt(value, key));
  const isLacking = "reason" in found || name === null || kept.includes(null);
  const names = isLacking && place.record < askedForNames ? { names: fieldNames(value) } : {};
  const own = { ...place, key: name, raw: bytes, ...names };
  if ("reason" in found) return { ...own, kept, text: null, reason: found.reason };
  const text = typeof found.text === "string" ? Buffer.from(found.text) : found.text;
  return { ...own, kept, text, reason: null };
}

export function readJson(bytes: Uint8Array, allowance: Allowance): Read {
  if (bytes.length > mostBytes)
    return { reason: `not supported: one JSON value of more than ${mostBytes} bytes` };
  const reason = tooLargeRecord(bytes, allowance);
  if (reason !== null) return { reason };
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { reason: "not UTF-8, as JSON must be" };
  }
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: parseJson(text, (number) => new NumberText(number), mostLevels) };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return { reason: error.isSyntax ? "not JSON" : error.message };
  }
}

function keptOf(value: unknown): KeptValue {
  const isKept = value instanceof NumberText || typeof value === "string" || typeof value === "boolean";
  return isKept ? value : null;
}

/** Bytes of memory per byte of a JSON value, at most: for texts, and for brackets and separators. */
const memoryPerByte = 4;
const memoryPerValue = 32;
/** Bytes that are always parsed. */
const least = 1_048_576;

/** Why there is not enough memory to parse one record of JSON; null: there is. Cost: one pass over a large record. */
function tooLargeRecord(bytes: Uint8Array, { memory }: Allowance): string | null {
  if (bytes.length <= Math.max(least, memory / (memoryPerByte + memoryPerValue))) return null;
  let needed = memoryPerByte * bytes.length;
  for (let i = 0; i < bytes.length && needed <= memory; i++) {
    const byte = bytes[i];
    if (byte === 0x2c || byte === 0x3a || byte === 0x5b || byte === 0x7b) needed += memoryPerValue;
  }
  return needed <= memory
    ? null
    : `not supported: a record of ${bytes.length} bytes, which needs more memory than allowed`;
}
