import { closeSync, lstatSync, readSync, type Stats, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { codeOf } from "../core/errors.ts";
import type { UnreadIgnoreFile } from "./ignore-files.ts";
import { binaryProbeLength, looksBinary } from "./looks-binary.ts";
import { canBeOpened } from "./open-input.ts";
import { openRegular, specialFileKind } from "./open-regular.ts";
import { leadsOut } from "./paths.ts";
import { bytesOfPath } from "./raw-path.ts";
import { describeSystemFault } from "./system-fault.ts";
import { type WalkOptions, walkFolder, walkGlob } from "./walk-folder.ts";

/** One input that the command line led to; every input is accounted for. */
export type DiscoveredInput =
  | {
      readonly status: "file";
      readonly path: string;
      /** for a name that is not UTF-8: the bytes of the path */
      readonly pathBase64?: string;
      /** named by the user, not found in a folder */
      readonly explicit: boolean;
      /** the folder it was found in, as the user named it */
      readonly folder?: string;
    }
  | { readonly status: "stdin" }
  | { readonly status: "skipped" | "failed"; readonly path: string; readonly reason: string };

/** Why a path is not an input: there is nothing. */
export const notFound = (path: string): string => `no file or folder "${path}"`;
/** Why a binary file in a folder is left out. */
export const binaryInFolder = "binary file in a folder; name it, or --binary";
/** Why a folder counts as an input that failed. */
export const noReadableFiles = "contains no readable files";
const repeatReason = "the same file as";
/** A glob may be longer than any name. */
const tooLong = describeSystemFault(Object.assign(new Error(), { code: "ENAMETOOLONG" }));

/** The paths to find. */
export interface PathRequest {
  /** as on the command line: an argument that is not a path is a glob */
  readonly typed: readonly string[];
  /** names in a list, which are never globs */
  readonly listed?: readonly string[];
  /** the folder that no path may leave, not even by a link; none by default */
  readonly within?: string;
  /** whether two names of one file count as two files */
  readonly everyName?: boolean;
}

/**
 * Turns paths, folders, globs and `-` into inputs, in the order given and by path within one argument.
 *
 * A path or glob that the user names is taken, unless it is a special file. Folders are searched without dot files,
 * `node_modules`, ignored and binary files, and links in them are not followed. A file that was already found (same device and
 * inode) is skipped.
 *
 * @param options which files are taken from folders
 * @throws RangeError for patterns of the options that are longer than any path; a path that cannot be read is `failed` or
 *   `skipped` with a reason
 * Cost: one `stat` a file, and one read of 8 kB for files in folders.
 */
export function* discoverInputs(
  { typed, listed = [], within, everyName = false }: PathRequest,
  options: WalkOptions = {},
): Generator<DiscoveredInput> {
  const count = typed.length + listed.length;
  const seen = new FoundFiles(within, everyName);
  let stdinTaken = false;
  for (let i = 0; i < count; i++) {
    const isTyped = i < typed.length;
    const argument = isTyped ? typed[i]! : listed[i - typed.length]!;
    const bytes = bytesOfPath(argument);
    const path = bytes === undefined ? argument : bytes.toString();
    seen.last = i === count - 1;
    if (isTyped && path === "-") {
      yield stdinTaken ? skipped(path, "standard input can be read only once") : { status: "stdin" };
      stdinTaken = true;
      continue;
    }
    const status = tryStat(bytes ?? path);
    if (typeof status !== "string") {
      if (status.isDirectory())
        if (bytes === undefined) yield* inFolder(path, options, seen);
        else yield failed(path, "the name of the folder is not UTF-8");
      else yield withBytes(named(path, status, seen), { bytes });
    } else if (isTyped && isGlob(path) && (status === "ENOENT" || status === tooLong)) {
      yield* matching(path, seen);
    } else {
      yield failed(path, status === "ENOENT" ? notFound(path) : status);
    }
  }
}

/** Files that were found, and the path by which each was found first. */
class FoundFiles {
  /** whether this is the last argument: then only hard links lead to a file of a folder twice */
  last = false;
  readonly #within: string | undefined;
  readonly #everyName: boolean;
  readonly #paths = new Map<number, Map<number, string>>();

  /** @param within the folder that no path may leave */
  constructor(within: string | undefined, everyName: boolean) {
    this.#within = within;
    this.#everyName = everyName;
  }

  /** Whether a named path leaves the folder. */
  isOutside(path: string): boolean {
    return this.#within !== undefined && leadsOut(this.#within, resolve(path));
  }

  /** @returns the path by which the file was found before; null: it is new */
  before(path: string, { dev, ino, nlink }: Stats, explicit: boolean): string | null {
    if (ino === 0) return null; // file systems without inodes give 0
    const known = this.#paths.get(dev)?.get(ino);
    if (known !== undefined && !(this.#everyName && resolve(known) !== resolve(path))) return known;
    if (explicit || !this.last || nlink > 1) {
      const paths = this.#paths.get(dev) ?? new Map<number, string>();
      paths.set(ino, path);
      this.#paths.set(dev, paths);
    }
    return null;
  }
}

function named(path: string, status: Stats, seen: FoundFiles): DiscoveredInput {
  const kind = specialFileKind(status);
  if (kind === null && seen.isOutside(path))
    return skipped(path, "leads out of the folder of the configuration");
  if (kind === null) return once(path, status, seen);
  const advice = kind === "a device" || kind === "a named pipe" ? '; use "-" to read standard input' : "";
  return skipped(path, `${kind}, not a file${advice}`);
}

function* inFolder(folder: string, options: WalkOptions, seen: FoundFiles): Generator<DiscoveredInput> {
  const passedOver: DiscoveredInput[] = [];
  let reached = false;
  const before = join(folder, "x").slice(0, -1);
  const unread = ({ path, reason }: UnreadIgnoreFile) =>
    passedOver.push(skipped(path, `ignore file cannot be read: ${reason}`));
  for (const entry of walkFolder(folder, options, unread)) {
    const path = entry.path === "" ? folder : [before, entry.path].join("");
    if (entry.fault === null && options.only?.(path) === false) {
      reached = true;
      continue;
    }
    const status = entry.fault ?? tryStat(entry.bytes ?? path, false);
    let input: DiscoveredInput;
    if (typeof status === "string") input = failed(path, status === "ENOENT" ? "has vanished" : status);
    else {
      input =
        reasonAgainst(path, status, options.binary === true, entry.bytes) ?? once(path, status, seen, folder);
      input = withBytes(input, entry);
    }
    reached ||= input.status === "file" || input.status === "failed" || isRepeat(input);
    yield input;
  }
  yield* passedOver;
  if (!reached) yield failed(folder, noReadableFiles);
}

/** The first bytes of a file. One buffer for all: a large folder would need most of its memory for buffers. */
const head = Buffer.allocUnsafe(binaryProbeLength);

/** Why a file in a folder is left out, or null. */
function reasonAgainst(path: string, status: Stats, binary: boolean, bytes?: Buffer): DiscoveredInput | null {
  if (status.isSymbolicLink()) return skipped(path, "symbolic link in a folder; name it to measure it");
  const kind = specialFileKind(status);
  if (kind !== null) return skipped(path, `${kind}, not a file`);
  try {
    const { file } = openRegular(bytes ?? path);
    try {
      const length = readSync(file, head, 0, head.length, 0);
      if (length === 0) return skipped(path, "empty file");
      return !binary && looksBinary(head.subarray(0, length)) && !canBeOpened(head.subarray(0, length))
        ? skipped(path, binaryInFolder)
        : null;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return failed(path, describeSystemFault(error));
  }
}

function* matching(pattern: string, seen: FoundFiles): Generator<DiscoveredInput> {
  const { folder, rest } = fixedPart(pattern);
  const start = folder === "" ? "." : folder;
  const about = tryStat(start);
  let found = false;
  try {
    if (typeof about !== "string" && about.isDirectory()) {
      for (const entry of walkGlob(start, rest)) {
        const path = folder === "" ? entry.path : join(folder, entry.path);
        const status = entry.fault ?? tryStat(entry.bytes ?? path);
        if (typeof status !== "string" && status.isDirectory()) continue;
        if (typeof status !== "string") yield withBytes(named(path, status, seen), entry);
        else yield failed(path, status === "ENOENT" ? "has vanished" : status);
        found = true;
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return yield failed(pattern, error.message);
  }
  if (!found) yield failed(pattern, `no file matches "${pattern}"`);
}

/** Reads a file whose name is not UTF-8 by the bytes of its path. */
function withBytes(
  input: DiscoveredInput,
  { bytes }: { readonly bytes?: Buffer | undefined },
): DiscoveredInput {
  const isStrange = input.status === "file" && bytes !== undefined;
  return isStrange ? { ...input, pathBase64: bytes.toString("base64") } : input;
}

/** The folders that a glob names without wildcards, and the rest. */
function fixedPart(pattern: string): { folder: string; rest: string } {
  const wild = pattern.search(/[*?[\]{}\\]/);
  const end = pattern.lastIndexOf("/", wild);
  const rest = pattern.slice(end + 1).replace(/^(\.\/)+/, "");
  return { folder: end === 0 ? "/" : pattern.slice(0, Math.max(0, end)), rest };
}

/** @param folder in which it was found; absent: the user named it */
function once(path: string, status: Stats, seen: FoundFiles, folder?: string): DiscoveredInput {
  const explicit = folder === undefined;
  const first = seen.before(path, status, explicit);
  if (first !== null) return skipped(path, `${repeatReason} "${first}"`);
  return explicit ? { status: "file", path, explicit } : { status: "file", path, explicit, folder };
}

function isRepeat(input: DiscoveredInput): boolean {
  return input.status === "skipped" && input.reason.startsWith(repeatReason);
}

/** The status of a path, or the fault: ENOENT or words. */
function tryStat(path: string | Buffer, followLinks = true): Stats | string {
  try {
    return (followLinks ? statSync : lstatSync)(path);
  } catch (error) {
    return codeOf(error) === "ENOENT" ? "ENOENT" : describeSystemFault(error);
  }
}

function isGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}

function skipped(path: string, reason: string): DiscoveredInput {
  return { status: "skipped", path, reason };
}

function failed(path: string, reason: string): DiscoveredInput {
  return { status: "failed", path, reason };
}
