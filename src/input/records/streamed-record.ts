import { NumberText } from "../../core/json.ts";

/** Another value of a record. */
export type KeptValue = string | number | NumberText | boolean | null;

/** The place of a record. */
export interface StreamedPlace {
  /** number among all records, from 0, including bad and empty ones; blank lines do not count */
  readonly record: number;
  /** from 1; null where the format has no lines */
  readonly line: number | null;
  /** bytes from the start of the records; null where the format does not give it */
  readonly offset: number | null;
}

/** One record of a stream, good or bad. */
export interface StreamedRecord extends StreamedPlace {
  /** the text; null: none, and `reason` says why */
  readonly text: Uint8Array | null;
  /** bytes of the document where the text is a sample of it; absent: the text is all of it */
  readonly size?: number;
  readonly reason: string | null;
  /** the name that the record gives itself */
  readonly key: string | null;
  /** values of the requested fields, in order; null: missing, or an object */
  readonly kept: readonly KeptValue[];
  /** the record's bytes in the input, with its line end; null where they are not available */
  readonly raw: Uint8Array | null;
  /** for one of the first records that lack a requested field: the fields that it has */
  readonly names?: readonly string[];
}

/** Records whose fields are listed when one is missing. */
export const recordsWithNames = 100;

/** The requested fields. */
export interface StreamFields {
  /** undefined: for lines of JSON the line itself */
  readonly field: string | undefined;
  readonly key: string;
  readonly keep: readonly string[];
}

/** A record that cannot be read. */
export function unreadableRecord(
  place: StreamedPlace,
  reason: string,
  raw: Uint8Array | null,
): StreamedRecord {
  return { ...place, text: null, reason, key: null, kept: [], raw };
}

/** Most characters of the name that a record gives itself. */
const mostKeyLength = 1000;

/** The name in a value: a short text or a number. */
export function keyOf(value: unknown): string | null {
  const key = value instanceof NumberText ? String(value) : value;
  if (typeof key !== "string" || key === "" || key.length > mostKeyLength) return null;
  // A copy, since a slice would keep the whole text in memory.
  return Buffer.from(key, "utf16le").toString("utf16le");
}
