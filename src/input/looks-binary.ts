/** Bytes at the start of a file that tell whether it is binary. */
export const binaryProbeLength = 8000;

/**
 * Whether a file found in a folder is no text: it holds a NUL, and no byte order mark says that it is UTF-16.
 *
 * @param head the first bytes of the file
 * @throws never
 */
export function looksBinary(head: Uint8Array): boolean {
  const [a, b] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return false;
  return head.includes(0);
}
