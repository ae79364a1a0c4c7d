import { type BigIntStats, closeSync, fstatSync, readSync } from "node:fs";
import { InputError } from "../core/errors.ts";
import { type ByteSource, memorySource } from "./byte-source.ts";
import { openRegular } from "./open-regular.ts";
import { inWords } from "./system-fault.ts";

/** An open file. */
interface FileSource extends ByteSource {
  /** whether the file changed since it was opened */
  changed(): boolean;
  /** equal for two openings of the same unchanged file */
  readonly fingerprint: string;
  /** whether all of it was read into memory, as for a file that claims to be empty */
  readonly inMemory: boolean;
  close(): void;
}

/** Most bytes read from a file that does not give its size. */
const unsizedCap = 268_435_456;
const unsizedChunk = 65_536;
/** The operating system reads less than 2 GiB per call. */
const mostInOneCall = 2 ** 30;

/**
 * Opens a regular file for random access. Does not wait for a pipe. Reads a file that claims to be empty, as those of /proc do.
 *
 * @throws InputError in words when it is not a file or cannot be read
 */
export function openFileSource(path: string | Buffer): FileSource {
  return inWords(() => {
    const { file } = openRegular(path);
    try {
      const before = fstatSync(file, { bigint: true });
      const size = Number(before.size);
      const content = size > 0 ? openedSource(file, size) : memorySource([readUnsized(file)]);
      const own = fingerprint(before);
      return {
        ...content,
        fingerprint: own,
        inMemory: size === 0,
        changed: () => size > 0 && fingerprint(inWords(() => fstatSync(file, { bigint: true }))) !== own,
        close: () => closeSync(file),
      };
    } catch (error) {
      closeSync(file);
      throw error;
    }
  });
}

/** The bytes of an open file. */
export function openedSource(file: number, size: number): ByteSource {
  return {
    size,
    descriptor: file,
    documentEnds: [size],
    read(offset, length) {
      const target = allocated(Math.max(0, Math.min(length, size - offset)));
      return target.subarray(
        0,
        inWords(() => readFully(file, target, offset)),
      );
    },
  };
}

function allocated(bytes: number): Buffer {
  try {
    return Buffer.allocUnsafeSlow(bytes);
  } catch {
    throw new InputError(`${bytes} bytes do not fit in memory`);
  }
}

/** Reads until the target is full or the file ends; one call may return fewer bytes than requested. */
function readFully(file: number, target: Uint8Array, offset: number): number {
  let filled = 0;
  while (filled < target.length) {
    const most = Math.min(mostInOneCall, target.length - filled);
    const read = readSync(file, target, filled, most, offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}

function readUnsized(file: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (let length = 0; ; ) {
    const chunk = Buffer.allocUnsafe(unsizedChunk);
    const read = readSync(file, chunk, 0, chunk.length, null);
    if (read === 0) return Buffer.concat(chunks, length);
    chunks.push(chunk.subarray(0, read));
    length += read;
    if (length > unsizedCap)
      throw new InputError(`claims to be empty and holds more than ${unsizedCap} bytes`);
  }
}

function fingerprint(status: BigIntStats): string {
  return `${status.size} ${status.mtimeNs} ${status.ino}`;
}
