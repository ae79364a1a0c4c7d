export const recordFormats = ["jsonl", "json", "csv", "tsv", "parquet", "tar", "warc"] as const;
/** Formats of files of records. */
export type RecordFormat = (typeof recordFormats)[number];

/** How an input is to be opened. */
export interface Reading {
  /** whether compressed inputs are unpacked */
  readonly decompress: boolean;
  /** how it is cut into documents; auto: by its name and first bytes; none: it is one */
  readonly records: RecordFormat | "auto" | "none";
  /** of each record, whose text is the document */
  readonly field?: string;
  /** of each record, which is what it calls itself; `usualKey` unless given */
  readonly key?: string;
  /** bytes of memory that reading may take; by default it depends on the size of the input */
  readonly mostMemory?: number;
}

export const usualKey = "id";

export const usualReading: Reading = { decompress: true, records: "auto" };
