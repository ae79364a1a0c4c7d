import { createHash } from "node:crypto";
import type { Document } from "../../core/documents.ts";

/**
 * SHA-256 of documents, concatenated without copying them.
 *
 * @returns lower-case hex
 */
export function sha256Of(documents: readonly Document[]): string {
  const hash = createHash("sha256");
  for (const { bytes } of documents) hash.update(bytes);
  return hash.digest("hex");
}

/** Bytes of all documents together. */
export function totalBytes(documents: readonly Document[]): number {
  let total = 0;
  for (const document of documents) total += document.bytes.length;
  return total;
}
