import type { Document } from "../../core/documents.ts";

/** Bytes of all documents together. */
export function totalBytes(documents: readonly Document[]): number {
  let total = 0;
  for (const document of documents) total += document.bytes.length;
  return total;
}
