import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { codeOf, UsageError } from "../core/errors.ts";
import { isSpecial } from "../input/open-regular.ts";
import { followed, isThere, leadsOut, makeFolder } from "../input/paths.ts";
import { bytesOfPath } from "../input/raw-path.ts";
import { describeSystemFault } from "../input/system-fault.ts";
import { type Io, write } from "./io.ts";
import { removeWhenEnded } from "./on-interrupt.ts";

/** A file that is written as a draft and renamed at the end, so that an old one stays whole until then. */
interface OutputFile {
  /** @throws UsageError when the bytes cannot be written */
  write(bytes: Uint8Array): void;
  /** @throws UsageError when the file cannot be completed */
  commit(): void;
  discard(): void;
}

/**
 * Starts a file. A replaced file keeps its permissions and, where that is allowed, its owner; an interrupt leaves no draft.
 *
 * @param force whether to replace a read-only file too
 * @throws UsageError when the file cannot be created
 */
export function openOutput(io: Io, path: string, force = false): OutputFile {
  requireName(io, path);
  const given = resolve(io.cwd, path);
  const special = isSpecial(given);
  // A link is kept; its target is replaced, or made.
  const target = special ? given : writing(path, () => followed(given));
  const old = special ? undefined : statOf(target);
  if (old?.isDirectory() === true)
    throw new UsageError(`cannot write ${path}: is a folder; name a file in it`);
  if (old?.isFile() === true && !force && isReadOnly(target, old.mode))
    throw new UsageError(`cannot write ${path}: it is read-only; --force replaces it`);
  const temporary = special ? target : draftOf(target);
  const forget = special ? () => {} : removeWhenEnded(temporary);
  const remove = () => {
    if (special) return;
    try {
      rmSync(temporary, { force: true });
    } catch {
      // The first fault is reported.
    }
    forget();
  };
  const guarded = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      remove();
      throw unwritten(path, error);
    }
  };
  // Sets permissions before the first byte, which may be secret.
  const descriptor = guarded(() =>
    openSync(temporary, special ? "w" : "wx", old === undefined ? 0o666 : 0o600),
  );
  let open = true;
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    write: (bytes) => guarded(() => writeAll(descriptor, bytes)),
    commit: () =>
      guarded(() => {
        if (!special && old !== undefined) keepRights(descriptor, old);
        if (!special) settle(descriptor);
        close();
        if (!special) renameSync(temporary, target);
        forget();
      }),
    discard: () => {
      guarded(close);
      remove();
    },
  };
}

const unwritten = (path: string, error: unknown) =>
  new UsageError(`cannot write ${path}: ${describeWriteFault(error)}`);

/** @param path in the message @throws UsageError when the action fails */
export function writing<Value>(path: string, act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    throw unwritten(path, error);
  }
}

/** Writes all bytes at the end of an open file, or at its position. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

/** Checks that a file can have this name. @throws UsageError for an impossible name */
function requireName(io: Io, path: string): void {
  if (path === "") throw new UsageError("cannot write: the name of the file is empty");
  if (bytesOfPath(path) !== undefined) throw new UsageError(`cannot write ${path}: the name is not UTF-8`);
  if (path.endsWith("/") && statOf(resolve(io.cwd, path))?.isDirectory() !== true)
    throw new UsageError(`cannot write ${path}: no such folder`);
}

/** A path beside a file, whose name may already have the largest length. */
function draftOf(target: string): string {
  return join(dirname(target), `${basename(target).slice(0, 40)}.${crypto.randomUUID()}.tmp`);
}

/** @returns undefined where there is no file, or opening it will report the fault */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Sets the owner, where this user may give files away, and then the permissions: changing the owner clears some. */
export function keepRights(descriptor: number, { mode, uid, gid }: Stats): void {
  try {
    const own = fstatSync(descriptor);
    if (own.uid !== uid || own.gid !== gid) fchownSync(descriptor, uid, gid);
  } catch {
    // Without that right this user is the owner.
  }
  fchmodSync(descriptor, mode & 0o7777);
}

/** Root may write every file: files without write permission are protected from root too. */
function isReadOnly(path: string, mode: number): boolean {
  if ((mode & 0o222) === 0) return true;
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/**
 * Checks before the work whether the result can be written. Leaves devices and pipes alone: opening one has effects.
 *
 * @param path undefined: standard output, which always exists
 * @throws UsageError when the file cannot be created
 */
export function requireWritable(io: Io, path: string | undefined, force = false): void {
  if (path !== undefined && !isSpecial(resolve(io.cwd, path))) openOutput(io, path, force).discard();
}

/** @throws UsageError when the folder cannot be created */
export function requireFolder(io: Io, path: string): void {
  writing(path, () => makeFolder(resolve(io.cwd, path)));
}

/** The real path of an output; null: not a file. @throws UsageError for circular links */
export function placeOf(io: Io, path: string): string | null {
  const given = resolve(io.cwd, path);
  return isSpecial(given) ? null : writing(path, () => followed(given));
}

/** Waits until the bytes are on the disk. Node's permission model forbids that; the file is complete all the same. */
export function settle(descriptor: number): void {
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (codeOf(error) !== "ERR_ACCESS_DENIED") throw error;
  }
}

const wording: Readonly<Record<string, string>> = {
  ENOENT: "no such folder",
  ENOSPC: "no space left",
  EROFS: "the file system is read-only",
};

/** A fault of writing, in words and without the path. */
export function describeWriteFault(error: unknown): string {
  const code = codeOf(error) ?? "";
  return Object.hasOwn(wording, code) ? wording[code]! : describeSystemFault(error);
}

/**
 * Writes a whole result to standard output, or to a file.
 *
 * @param path undefined: standard output
 * @param text whole, or in pieces
 * @param force whether to replace a read-only file too
 * @throws UsageError when the file cannot be written; the stream's error for standard output
 */
export async function writeOutput(
  io: Io,
  path: string | undefined,
  text: Iterable<string>,
  force = false,
): Promise<void> {
  const target = openTarget(io, path, force);
  try {
    for (const piece of joined(text)) if (!(await target.write(Buffer.from(piece)))) return;
  } catch (error) {
    target.discard();
    throw error;
  }
  target.commit();
}

/** Standard output, or a file that appears when it is complete. */
export interface OutputTarget {
  /** @returns whether the reader continues @throws UsageError when the bytes cannot be written */
  write(bytes: Uint8Array): Promise<boolean>;
  /** @throws UsageError when the file cannot be completed */
  commit(): void;
  discard(): void;
}

/** @param path undefined: standard output @throws as `openOutput` */
export function openTarget(io: Io, path: string | undefined, force?: boolean): OutputTarget {
  if (path === undefined)
    return { write: (bytes) => write(io.stdout, bytes), commit: () => {}, discard: () => {} };
  const file = openOutput(io, path, force);
  return {
    ...file,
    async write(bytes) {
      file.write(bytes);
      return true;
    },
  };
}

/** Approximate number of characters per write. */
const written = 262_144;

/** Joins pieces until they are worth a call. */
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

/** A new file to write. */
export interface NewFile {
  /** from the working directory */
  readonly path: string;
  readonly text: string;
}

/** @throws UsageError that names the first one that already exists, or would be outside the working directory */
export function requireNone(io: Io, paths: readonly string[]): void {
  const away = paths.find((path) => leadsOut(io.cwd, path));
  if (away !== undefined) throw new UsageError(`cannot write ${away}: a link leads out of this folder`);
  const there = paths.find((path) => isThere(resolve(io.cwd, path)));
  if (there !== undefined) throw new UsageError(`${there} exists already and is not overwritten`);
}

/**
 * Writes new files, with the folders they need: all of them, or none.
 *
 * @throws UsageError that names the first one that cannot be written or already exists
 */
export function writeNew(
  io: Io,
  files: readonly (Pick<NewFile, "path"> & { readonly text: string | Uint8Array })[],
): void {
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
      const reason = codeOf(error) === "EEXIST" ? "it exists already" : describeWriteFault(error);
      throw new UsageError(`cannot write ${path}: ${reason}`);
    }
  }
  for (const keep of kept) keep();
}
