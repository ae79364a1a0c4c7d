import { sniffTextFormat } from "../encodings/text-format.ts";

/** Bytes at the start of a file that tell whether it is binary. */
export const binaryProbeLength = 8000;

/**
 * Whether a file found in a folder is no text: it holds a NUL, and no byte order mark says that it is UTF-16 or UTF-32.
 *
 * @param head the first bytes of the file
 */
export function looksBinary(head: Uint8Array): boolean {
  return !sniffTextFormat(head.subarray(0, 4)).byteOrderMark && head.includes(0);
}
