import { createHash } from "node:crypto";
import { closeSync, fstatSync, readSync } from "node:fs";
import { codeOf } from "../core/errors.ts";
import { openRegular } from "./open-regular.ts";

/** Takes the chunks of a file one after another; a chunk is overwritten as soon as `update` returns. */
interface ChunkConsumer {
  update(chunk: Uint8Array): void;
}

/** The state of a file while it was read. */
interface StreamedFile {
  readonly bytes: number;
  /** SHA-256 of those bytes, hexadecimal */
  readonly sha256: string;
  /** whether a regular file changed while it was read */
  readonly changed: boolean;
}

const retryMilliseconds = 1;

/** Reads into `chunk`; waits for an empty non-blocking pipe (a terminal's or another process's). */
function readSome(file: number, chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(file, chunk, 0, chunk.length, null);
    } catch (error) {
      const code = codeOf(error);
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMilliseconds);
    }
  }
}

/** Changes whenever the contents of a regular file do; ignores the size, since some file systems invent it. */
function fingerprint(file: number): string {
  const status = fstatSync(file, { bigint: true });
  return status.isFile() ? `${status.size} ${status.mtimeNs} ${status.ctimeNs}` : "";
}

/**
 * Reads a file once, from its current position to its end, and shows every chunk to the consumers in turn.
 *
 * @param source a path, or the descriptor of an open file (0: standard input), which stays open
 * @param consumers get each chunk in order, before it is overwritten
 * @param chunk shape (any,): the buffer to read into, best a counter's own memory
 * @returns the number of bytes, their hash, and whether they changed meanwhile
 * @throws InputError when the file cannot be opened; NodeJS.ErrnoException when it cannot be read
 * Cost: the consumers' and 0.5 ns a byte for the hash; no memory but `chunk`.
 */
export function streamFile(
  source: string | Buffer | number,
  consumers: readonly ChunkConsumer[],
  chunk: Uint8Array,
): StreamedFile {
  const file = typeof source === "number" ? source : openRegular(source).file;
  try {
    const before = fingerprint(file);
    const hash = createHash("sha256");
    let bytes = 0;
    for (let length = readSome(file, chunk); length > 0; length = readSome(file, chunk)) {
      const view = chunk.subarray(0, length);
      hash.update(view);
      for (const consumer of consumers) consumer.update(view);
      bytes += length;
    }
    return { bytes, sha256: hash.digest("hex"), changed: fingerprint(file) !== before };
  } finally {
    if (file !== source) closeSync(file);
  }
}
