import { closeSync, readSync } from "node:fs";
import { openRegular } from "./open-regular.ts";

const lineFeed = 10;
const chunkBytes = 1 << 18;
/** Largest number of bytes read for a line number: half a second. */
const farthest = 2 ** 30;

/**
 * Counts the lines that end before each offset of a file.
 *
 * @param offsets bytes, ascending
 * @returns one count per offset; null for an offset beyond a gibibyte
 * @throws InputError when the file cannot be opened; NodeJS.ErrnoException when it cannot be read
 * Cost: some 0.4 ns per byte before the last offset.
 */
export function linesBefore(path: string | Buffer, offsets: readonly number[]): (number | null)[] {
  const counts: (number | null)[] = [];
  const chunk = new Uint8Array(chunkBytes);
  const { file } = openRegular(path);
  try {
    let [lines, at] = [0, 0];
    for (const offset of offsets) {
      if (offset > farthest) {
        counts.push(null);
        continue;
      }
      while (at < offset) {
        const read = readSync(file, chunk, 0, Math.min(chunkBytes, offset - at), at);
        if (read === 0) break;
        lines += countLineFeeds(chunk.subarray(0, read));
        at += read;
      }
      counts.push(at === offset ? lines : null);
    }
  } finally {
    closeSync(file);
  }
  return counts;
}

/** Line feeds among bytes. */
export function countLineFeeds(bytes: Uint8Array): number {
  let feeds = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) feeds++;
  return feeds;
}

/** One of several joined documents. */
export interface NamedDocument {
  /** of its file, or of the document of a corpus */
  readonly name: string;
  /** bytes */
  readonly length: number;
  /** the bytes between two offsets */
  readonly read: (from: number, to: number) => Uint8Array;
  /** whether its lines are those of the named file */
  readonly whole: boolean;
}

/** A document in memory. */
export function documentOf(name: string, bytes: Uint8Array, whole: boolean): NamedDocument {
  return { name, length: bytes.length, whole, read: (from, to) => bytes.subarray(from, to) };
}

/** A part of a sample within one document. */
export interface DocumentPiece {
  /** offset of the first byte in the joined documents */
  readonly offset: number;
  readonly length: number;
  /** null: there is only one */
  readonly document: string | null;
  /** lines of the document that end before it; null where line numbers would be wrong */
  readonly linesBefore: number | null;
}

const readAtOnce = 1_048_576;

/**
 * The blocks of a sample, cut where documents end.
 *
 * @param documents in the order in which they were joined
 * @param blocks bytes of the sample in the joined documents, ascending
 * @returns in order; together all bytes of the blocks
 * @throws what reading a document throws
 * Cost: reads everything before the last block, a mebibyte at once, and some 0.4 ns a byte.
 */
export function documentPieces(
  documents: readonly NamedDocument[],
  blocks: readonly { readonly offset: number; readonly length: number }[],
): DocumentPiece[] {
  const pieces: DocumentPiece[] = [];
  let block = 0;
  let start = 0;
  for (const { name, length: size, read, whole } of documents) {
    const end = start + size;
    let [lines, counted] = [0, 0];
    for (; block < blocks.length && blocks[block]!.offset < end; block++) {
      const { offset, length } = blocks[block]!;
      const from = Math.max(start, offset);
      const to = Math.min(end, offset + length);
      for (; whole && counted < from - start; counted = Math.min(from - start, counted + readAtOnce))
        lines += countLineFeeds(read(counted, Math.min(from - start, counted + readAtOnce)));
      if (from < to)
        pieces.push({
          offset: from,
          length: to - from,
          document: documents.length > 1 ? name : null,
          linesBefore: whole ? lines : null,
        });
      // The rest belongs to the next document.
      if (offset + length > end) break;
    }
    start = end;
  }
  return pieces;
}
