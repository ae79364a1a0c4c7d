import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, UsageError } from "../core/errors.ts";
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
  const target = resolve(io.cwd, path);
  const temporary = `${target}.${randomUUID()}.tmp`;
  const guarded = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      rmSync(temporary, { force: true });
      throw new UsageError(`cannot write ${path}: ${messageOf(error)}`);
    }
  };
  const descriptor = guarded(() => openSync(temporary, "wx"));
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
        fsyncSync(descriptor);
        close();
        renameSync(temporary, target);
      }),
    discard: () => {
      close();
      rmSync(temporary, { force: true });
    },
  };
}

/**
 * Writes a whole result to standard output, or to a file.
 *
 * @param path undefined: standard output
 * @throws UsageError when the file cannot be written; the stream's error for standard output
 */
export async function writeOutput(io: Io, path: string | undefined, text: string): Promise<void> {
  if (path === undefined) return write(io.stdout, text);
  const file = openOutput(io, path);
  file.write(Buffer.from(text));
  file.commit();
}
