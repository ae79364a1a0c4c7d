import { randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../core/errors.ts";
import { describeSystemFault } from "../input/system-fault.ts";
import { type Io, write } from "./io.ts";

/** A file that is written beside its place and renamed at the end, so that an old one stays whole till then. */
export interface OutputFile {
  /** @throws UsageError when the bytes cannot be written */
  write(bytes: Uint8Array): void;
  /** @throws UsageError when the file cannot be completed */
  commit(): void;
  discard(): void;
}

/** @throws UsageError when the file cannot be created */
export function openOutput(io: Io, path: string): OutputFile {
  const given = resolve(io.cwd, path);
  const special = isSpecial(given);
  const target = special ? given : followed(given);
  const temporary = special ? target : `${target}.${randomUUID()}.tmp`;
  const remove = () => {
    if (special) return;
    try {
      rmSync(temporary, { force: true });
    } catch {
      // What went wrong before is what is told.
    }
  };
  const guarded = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      remove();
      throw new UsageError(`cannot write ${path}: ${describeWriteFault(error)}`);
    }
  };
  const descriptor = guarded(() => openSync(temporary, special ? "w" : "wx"));
  let open = true;
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    write: (bytes) =>
      guarded(() => {
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      }),
    commit: () =>
      guarded(() => {
        if (!special) fsyncSync(descriptor);
        close();
        if (!special) renameSync(temporary, target);
      }),
    discard: () => {
      guarded(close);
      remove();
    },
  };
}

/**
 * Finds out before the work whether its result could be written. Devices and pipes are left alone: to open one is
 * already to use it.
 *
 * @param path undefined: standard output, which is always there
 * @throws UsageError when the file cannot be created
 */
export function requireWritable(io: Io, path: string | undefined): void {
  if (path !== undefined && !isSpecial(resolve(io.cwd, path))) openOutput(io, path).discard();
}

/** Where a link leads, so that the file behind it is replaced and not the link. */
function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Devices and pipes are written to; only files can be replaced. */
function isSpecial(path: string): boolean {
  try {
    const status = statSync(path);
    return !status.isFile() && !status.isDirectory();
  } catch {
    return false;
  }
}

const wording: Readonly<Record<string, string>> = {
  ENOENT: "no such folder",
  ENOSPC: "no space left",
  EROFS: "the file system is read-only",
};

/** What went wrong while writing, in words and without the path. @throws never */
export function describeWriteFault(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return Object.hasOwn(wording, code) ? wording[code]! : describeSystemFault(error);
}

/**
 * Writes a whole result to standard output, or to a file.
 *
 * @param path undefined: standard output
 * @param text whole, or in pieces
 * @throws UsageError when the file cannot be written; the stream's error for standard output
 */
export async function writeOutput(io: Io, path: string | undefined, text: Iterable<string>): Promise<void> {
  if (path === undefined) {
    for (const piece of joined(text)) if (!(await write(io.stdout, piece))) return;
    return;
  }
  const file = openOutput(io, path);
  try {
    for (const piece of joined(text)) file.write(Buffer.from(piece));
  } catch (error) {
    file.discard();
    throw error;
  }
  file.commit();
}

/** Characters that are written at once, about. */
const written = 262_144;

/** Pieces that are worth a call each. */
export function* joined(text: Iterable<string>): Generator<string> {
  if (typeof text === "string") return yield text;
  let pieces: string[] = [];
  let length = 0;
  for (const piece of text) {
    pieces.push(piece);
    length += piece.length;
    if (length < written) continue;
    yield pieces.join("");
    pieces = [];
    length = 0;
  }
  yield pieces.join("");
}
