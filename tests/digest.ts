import { createHash } from "node:crypto";

/** What was computed to the bit, in few digits that a test can state. */
export function digest(values: Iterable<Float64Array>): string {
  const hash = createHash("sha256");
  for (const { buffer, byteOffset, byteLength } of values)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest("hex").slice(0, 16);
}
