import { InputError } from "../core/errors.ts";
import { describeSystemFault } from "./system-fault.ts";

/** Most bytes of standard input that are held in memory. */
export const stdinCap = 1_073_741_824;

/**
 * Collects a stream to its end.
 *
 * @param stream chunks of bytes
 * @param cap most bytes that are kept
 * @returns all bytes
 * @throws InputError when there are more, or the stream fails
 * Cost: twice the bytes for a moment.
 */
export async function readStdin(
  stream: AsyncIterable<Uint8Array>,
  cap: number = stdinCap,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > cap) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new InputError(describeSystemFault(error));
  }
  if (length > cap) {
    throw new InputError(
      `standard input holds more than ${cap} bytes; write it to a file, of which a sample or a stream can be read`,
    );
  }
  return Buffer.concat(chunks, length);
}
