import type { Document } from "../../../core/documents.ts";
import { totalBytes } from "../total-bytes.ts";

/**
 * The first bytes of a corpus; the document at the cut is shortened, those behind it are dropped.
 *
 * @param count in bytes, over all documents
 * @throws never
 */
export function take(documents: readonly Document[], count: number): readonly Document[] {
  const taken: Document[] = [];
  let left = count;
  for (const { id, bytes } of documents) {
    if (left <= 0) break;
    taken.push({ id, bytes: bytes.subarray(0, left) });
    left -= bytes.length;
  }
  return taken;
}

/**
 * As `take`, but a UTF-8 character that the cut would split is left out whole.
 *
 * @param count in bytes, over all documents
 * @throws never
 */
export function takeUtf8(documents: readonly Document[], count: number): readonly Document[] {
  if (count >= totalBytes(documents)) return documents;
  // one byte more than asked for shows whether the cut falls inside a character
  const taken = take(documents, count + 1);
  const last = taken.at(-1);
  if (last === undefined) return taken;
  let end = last.bytes.length - 1;
  while (end > 0 && isContinuation(last.bytes[end])) end--;
  const rest = taken.slice(0, -1);
  return end === 0 ? rest : [...rest, { id: last.id, bytes: last.bytes.subarray(0, end) }];
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
