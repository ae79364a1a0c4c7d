/** Records that could not be read: how many, and where and why the first. */
export interface BadRecords {
  readonly count: number;
  /** from 1 on; null where the format has no lines */
  readonly line: number | null;
  /** bytes from the start of the records; null where the format does not tell */
  readonly offset: number | null;
  readonly reason: string;
}

/** Documents of an input, and what could not be read of it. */
export interface RecordSet {
  readonly documents: readonly Uint8Array[];
  readonly bad: BadRecords | null;
}

/** Most bytes of documents held at once. */
export const mostDocumentBytes = 1_073_741_824;

/** Collects records in order. */
export interface RecordCollector {
  keep(document: Uint8Array): void;
  spoil(reason: string, offset: number | null, line: number | null, count?: number): void;
  finish(): RecordSet;
}

/** @throws RangeError from `keep` when the documents are more than fit in memory */
export function collectRecords(): RecordCollector {
  const documents: Uint8Array[] = [];
  let bytes = 0;
  let first: Omit<BadRecords, "count"> | null = null;
  let bad = 0;
  return {
    keep(document) {
      bytes += document.length;
      if (bytes > mostDocumentBytes)
        throw new RangeError(`more than ${mostDocumentBytes} bytes of documents`);
      documents.push(document);
    },
    spoil(reason, offset, line, count = 1) {
      first ??= { reason, offset, line };
      bad += count;
    },
    finish: () => ({ documents, bad: first === null ? null : { ...first, count: bad } }),
  };
}
