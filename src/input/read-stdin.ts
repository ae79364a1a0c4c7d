import { closeSync, mkdtempSync, openSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../core/errors.ts";
import { releaseMemory } from "./release-memory.ts";
import { describeSystemFault } from "./system-fault.ts";

/** Most bytes of standard input that are held in memory. */
const mostHeld = 268_435_456;
/** The part of a memory limit that standard input may take: it is copied, and measuring it takes more. */
const partOfMemory = 1 / 16;

const betweenReleases = 16_777_216;

/** Most bytes of standard input that are held in memory under a limit. */
export function stdinCap(memory = Number.POSITIVE_INFINITY): number {
  return Math.min(mostHeld, Math.floor(memory * partOfMemory));
}

/** A stream that was read to its end. */
type StdinContent =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** a file that only this user can read, for a stream too large for memory */
  | { readonly kind: "file"; readonly path: string };

/**
 * Reads a stream to its end: into memory, or beyond `cap` bytes into a file, which is sampled like any other.
 *
 * @param stream chunks of bytes
 * @param made called with the folder of that file as soon as it exists; the caller removes it
 * @param cap most bytes kept in memory
 * @param name of the stream; the file ends like it
 * @throws InputError when the stream fails, or there is no room for the file
 * Cost: twice the bytes for a moment.
 */
export async function collectStream(
  stream: AsyncIterable<Uint8Array>,
  made: (folder: string) => void,
  cap: number = mostHeld,
  name = "",
): Promise<StdinContent> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let freed = 0;
  let file: SpoolFile | undefined;
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      if (file === undefined && length > cap) {
        file = openSpool(made, name);
        for (const kept of chunks.splice(0)) file.write(kept);
      }
      if (file === undefined) chunks.push(chunk);
      else file.write(chunk);
      // What is written is garbage, of which V8 would keep more than a small limit allows.
      if (cap < mostHeld && length - freed > betweenReleases) {
        await releaseMemory();
        freed = length;
      }
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(describeSystemFault(error));
  } finally {
    file?.close();
  }
  return file === undefined
    ? { kind: "bytes", bytes: Buffer.concat(chunks, length) }
    : { kind: "file", path: file.path };
}

/**
 * Reads a stream that is no larger than a list may be.
 *
 * @throws InputError when there are more bytes, or the stream fails
 */
export async function readStdin(
  stream: AsyncIterable<Uint8Array>,
  cap: number = mostHeld,
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
  if (length > cap) throw new InputError(`standard input holds more than ${cap} bytes`);
  return Buffer.concat(chunks, length);
}

/** The end of a name, which says how to read it. */
const formatEnding = /(\.[a-z0-9]{1,10}){1,2}$/i;

interface SpoolFile {
  readonly path: string;
  /** @throws InputError when there is no room */
  write(bytes: Uint8Array): void;
  close(): void;
}

function openSpool(made: (folder: string) => void, name: string): SpoolFile {
  const inWords = (error: unknown): never => {
    throw new InputError(
      `no file for it in ${tmpdir()}: ${describeSystemFault(error)}; TMPDIR names another folder`,
    );
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), "mesoscope-"));
    made(folder);
    const path = join(folder, `stdin${formatEnding.exec(name)?.[0] ?? ""}`);
    const descriptor = openSync(path, "wx", 0o600);
    return {
      path,
      write(bytes) {
        try {
          for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
        } catch (error) {
          inWords(error);
        }
      },
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    return inWords(error);
  }
}
