/** Records that could not be read: how many, and where and why the first. */
export interface BadRecords {
  readonly count: number;
  /** from 1 on; null where the format has no lines */
  readonly line: number | null;
  /** bytes from the start of the records; null where the format does not tell */
  readonly offset: number | null;
  readonly reason: string;
}

/** Where a document was found, so that it can be found again whatever is wrong with others. */
export interface RecordPlace {
  /** its number among all records of the input, from 0 on: bad ones and empty ones count, too */
  readonly record: number;
  /** from 1 on; null where the format has no lines */
  readonly line: number | null;
  /** bytes from the start of the records; null where the format does not tell */
  readonly offset: number | null;
  /** what the record itself says that it is called; null: nothing */
  readonly key: string | null;
}

/** Documents of an input, and what could not be read of it. */
export interface RecordSet {
  readonly documents: readonly Uint8Array[];
  /** of each document */
  readonly places: readonly RecordPlace[];
  readonly bad: BadRecords | null;
}

/** Most bytes of documents held at once. */
export const mostDocumentBytes = 1_073_741_824;

/** Collects records in order. */
export interface RecordCollector {
  /** @param key as the record has it: what is no short text or number is none */
  keep(document: Uint8Array, offset: number | null, line: number | null, key?: unknown): void;
  spoil(reason: string, offset: number | null, line: number | null, count?: number): void;
  finish(): RecordSet;
}

/** @throws RangeError from `keep` when the documents are more than fit in memory */
export function collectRecords(): RecordCollector {
  const documents: Uint8Array[] = [];
  const places: RecordPlace[] = [];
  let bytes = 0;
  let first: Omit<BadRecords, "count"> | null = null;
  let bad = 0;
  return {
    keep(document, offset, line, key) {
      bytes += document.length;
      if (bytes > mostDocumentBytes)
        throw new RangeError(`more than ${mostDocumentBytes} bytes of documents`);
      places.push({ record: documents.length + bad, line, offset, key: keyOf(key) });
      documents.push(document);
    },
    spoil(reason, offset, line, count = 1) {
      first ??= { reason, offset, line };
      bad += count;
    },
    finish: () => ({ documents, places, bad: first === null ? null : { ...first, count: bad } }),
  };
}

/** What is longer is no name. */
const mostKeyLength = 1000;

function keyOf(key: unknown): string | null {
  if (typeof key === "number" || typeof key === "bigint") return String(key);
  return typeof key === "string" && key !== "" && key.length <= mostKeyLength ? key : null;
}

/**
 * Numbers of lines, from 1 on.
 *
 * @returns a function of ascending offsets
 * @throws never
 * Cost: one pass over the bytes for all calls together.
 */
export function lineCounter(bytes: Uint8Array): (offset: number) => number {
  let line = 1;
  let next = bytes.indexOf(10);
  return (offset) => {
    while (next >= 0 && next < offset) {
      line++;
      next = bytes.indexOf(10, next + 1);
    }
    return line;
  };
}
