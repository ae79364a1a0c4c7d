/** One text of a corpus; no statistic may cross its boundaries. */
export interface CorpusDocument {
  /** path of the file inside its package, POSIX */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/**
 * Bytes of all documents together.
 *
 * @throws never
 */
export function totalBytes(documents: readonly CorpusDocument[]): number {
  let total = 0;
  for (const document of documents) total += document.bytes.length;
  return total;
}
