import { NumberText } from "../../core/json.ts";

/** What a record says beside its text. */
export type KeptValue = string | number | NumberText | boolean | null;

/** Where a record stands. */
export interface StreamedPlace {
  /** its number among all records, from 0; blank lines are none */
  readonly record: number;
  /** from 1; null where the format has no lines */
  readonly line: number | null;
  /** bytes before it; null where the format does not tell */
  readonly offset: number | null;
}

/** One record of a stream, good or bad. */
export interface StreamedRecord extends StreamedPlace {
  /** the text; null: it has none, and `reason` says why */
  readonly text: Uint8Array | null;
  /** bytes of a document of which the text is a sample; absent: it is all of it */
  readonly size?: number;
  readonly reason: string | null;
  /** what it calls itself */
  readonly key: string | null;
  /** values of the fields that were asked for, in their order; null: it has none, or an object */
  readonly kept: readonly KeptValue[];
  /** the record as it stands in the input, its line end included; null where it is not to be had */
  readonly raw: Uint8Array | null;
  /** of one of the first records that lack a field that was asked for: those that they have */
  readonly names?: readonly string[];
}

/** Records that are asked for their fields when one is missing. */
export const askedForNames = 100;

/** What is wanted of each record. */
export interface StreamFields {
  /** undefined: of lines of JSON the line itself */
  readonly field: string | undefined;
  readonly key: string;
  readonly keep: readonly string[];
}

/** A record that cannot be read. */
export function spoilt(place: StreamedPlace, reason: string, raw: Uint8Array | null): StreamedRecord {
  return { ...place, text: null, reason, key: null, kept: [], raw };
}

/** Characters of a name that a record has for itself, at most. */
const mostKeyLength = 1000;

/** A name, if a value can be one: a short text or a number. */
export function keyOf(value: unknown): string | null {
  const key = value instanceof NumberText ? String(value) : value;
  if (typeof key !== "string" || key === "" || key.length > mostKeyLength) return null;
  // A copy, or else it may hold the text that it was cut out of.
  return Buffer.from(key, "utf16le").toString("utf16le");
}
