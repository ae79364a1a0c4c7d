/** Bytes that can be read in pieces: a file, or documents in memory. */
export interface ByteSource {
  readonly size: number;
  /** ends of the documents, ascending; the last one is `size` (empty for an empty input) */
  readonly documentEnds: ArrayLike<number>;
  /**
   * @returns the bytes from `offset` on, read-only; fewer than `length` only at the end of the source
   * @throws InputError when they cannot be read
   */
  read(offset: number, length: number): Uint8Array;
}

/**
 * Documents in memory as one source.
 *
 * @param documents in order
 * @throws RangeError when several documents are larger together than the platform can allocate
 * Cost: none for one document, else one copy.
 */
export function memorySource(documents: readonly Uint8Array[]): ByteSource {
  const [only] = documents;
  const bytes = documents.length === 1 && only !== undefined ? only : Buffer.concat(documents);
  const documentEnds: number[] = [];
  let end = 0;
  for (const document of documents) {
    end += document.length;
    if (document.length > 0) documentEnds.push(end);
  }
  return bytesSource(bytes, documentEnds);
}

/** Documents side by side in memory as one source. */
export function bytesSource(bytes: Uint8Array, documentEnds: ArrayLike<number>): ByteSource {
  return {
    size: bytes.length,
    documentEnds,
    read: (offset, length) => bytes.subarray(offset, offset + length),
  };
}
