import type { Charset } from "../encodings/text-format.ts";
import { alignToCharacters } from "./align-text.ts";
import type { ByteSource } from "./byte-source.ts";
import type { Block } from "./sample-plan.ts";

/** A block of a source, cut at the ends of documents. */
export interface ReadBlock {
  readonly segments: readonly Uint8Array[];
  /** offset of each segment in the source, shape of `segments` */
  readonly offsets: readonly number[];
}

/**
 * Reads blocks of a source.
 *
 * @param start offset in the source that the offsets of the blocks are counted from
 * @param charset of text, whose characters are not to be cut; null for bytes
 * @throws InputError when they cannot be read
 */
export function readBlocks(
  source: ByteSource,
  start: number,
  blocks: readonly Block[],
  charset: Charset | null,
): ReadBlock[] {
  return blocks.map((block) => readBlock(source, start + block.offset, block.length, charset));
}

function readBlock(source: ByteSource, offset: number, length: number, charset: Charset | null): ReadBlock {
  const bytes = source.read(offset, length);
  const segments: Uint8Array[] = [];
  const offsets: number[] = [];
  let at = offset;
  const end = offset + bytes.length;
  for (let i = firstAfter(source.documentEnds, offset); at < end; i++) {
    const documentEnd = source.documentEnds[i] ?? end;
    const documentStart = i > 0 ? (source.documentEnds[i - 1] ?? 0) : 0;
    const cut = { offset: at - documentStart, reachesEnd: documentEnd <= end };
    const piece = bytes.subarray(at - offset, Math.min(documentEnd, end) - offset);
    const aligned = charset === null ? piece : alignToCharacters(piece, charset, cut);
    segments.push(aligned);
    offsets.push(at + aligned.byteOffset - piece.byteOffset);
    at += piece.length;
  }
  return { segments, offsets };
}

/** Index of the first document that ends after an offset, by bisection. */
function firstAfter(ends: readonly number[], offset: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
