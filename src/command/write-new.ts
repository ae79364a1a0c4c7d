import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../core/errors.ts";
import { isThere, leadsOut, makeFolder } from "../input/paths.ts";
import type { Io } from "./io.ts";
import { removeWhenEnded } from "./on-interrupt.ts";
import { describeWriteFault } from "./write-output.ts";

/** A file that is to be written where none is. */
export interface NewFile {
  /** from the working directory */
  readonly path: string;
  readonly text: string;
}

/** @throws UsageError that names the first one that is there already, or would be elsewhere */
export function requireNone(io: Io, paths: readonly string[]): void {
  const away = paths.find((path) => leadsOut(io.cwd, path));
  if (away !== undefined) throw new UsageError(`cannot write ${away}: a link leads it out of this folder`);
  const there = paths.find((path) => isThere(resolve(io.cwd, path)));
  if (there !== undefined) throw new UsageError(`${there} is there already, and nothing is overwritten`);
}

/**
 * Writes files where none are, with the folders they need: all of them, or none.
 *
 * @throws UsageError that names the first one that cannot be written or is there already
 */
export function writeNew(io: Io, files: readonly NewFile[]): void {
  const undo: (() => void)[] = [];
  const kept: (() => void)[] = [];
  const made = (path: string) => {
    undo.push(() => rmSync(path, { recursive: true, force: true }));
    kept.push(removeWhenEnded(path));
  };
  for (const { path, text } of files) {
    const place = resolve(io.cwd, path);
    try {
      const folder = makeFolder(dirname(place));
      if (folder !== undefined) made(folder);
      const file = openSync(place, "wx");
      made(place);
      try {
        writeFileSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      for (const remove of undo.reverse()) remove();
      const isTaken = error instanceof Error && "code" in error && error.code === "EEXIST";
      const reason = isTaken ? "it is there already" : describeWriteFault(error);
      throw new UsageError(`cannot write ${path}: ${reason}`);
    }
  }
  for (const keep of kept) keep();
}
