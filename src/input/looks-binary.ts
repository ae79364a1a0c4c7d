import { sniffTextFormat } from "../encodings/text-format.ts";

/** Bytes at the start of a file that decide whether it is binary. */
export const binaryProbeLength = 8000;

/**
 * Whether a file in a folder is binary: it contains a NUL, and no byte order mark of UTF-16 or UTF-32.
 *
 * @param head the first bytes of the file
 */
export function looksBinary(head: Uint8Array): boolean {
  return !sniffTextFormat(head.subarray(0, 4)).byteOrderMark && head.includes(0);
}
