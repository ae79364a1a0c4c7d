import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, UsageError } from "../core/errors.ts";
import { type Io, write } from "./io.ts";

/**
 * Writes a result to standard output, or to a file beside which it is written and then renamed, so that the old
 * file stays whole whatever happens.
 *
 * @param path null: standard output
 * @throws UsageError when the file cannot be written; the stream's error for standard output
 */
export async function writeOutput(io: Io, path: string | null, content: string | Uint8Array): Promise<void> {
  if (path === null) return write(io.stdout, content);
  const target = resolve(io.cwd, path);
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    const descriptor = openSync(temporary, "wx");
    try {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`cannot write ${path}: ${messageOf(error)}`);
  }
}
