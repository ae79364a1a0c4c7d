export const recordFormats = ["jsonl", "json", "csv", "tsv", "parquet", "tar", "warc"] as const;
/** Formats of files of records. */
export type RecordFormat = (typeof recordFormats)[number];

/** How to open an input. */
export interface Reading {
  readonly decompress: boolean;
  /** how to cut it into documents; auto: by its name and first bytes; none: one document */
  readonly records: RecordFormat | "auto" | "none";
  /** field of each record that holds the text of the document */
  readonly field?: string;
  /** field of each record that holds its name; `defaultKey` by default */
  readonly key?: string;
  /** bytes of memory that reading may take; by default it depends on the size of the input */
  readonly mostMemory?: number;
}

export const defaultKey = "id";

export const defaultReading: Reading = { decompress: true, records: "auto" };
