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
