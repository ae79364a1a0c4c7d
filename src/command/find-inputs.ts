import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { setImmediate as pause } from "node:timers/promises";
import { InputError, UsageError } from "../core/errors.ts";
import { discoverInputs, type PathRequest } from "../input/discover.ts";
import { isOpenFolder, readRegular, smallFiles } from "../input/open-regular.ts";
import { textOfPath } from "../input/raw-path.ts";
import { collectStream, readStdin, stdinCap } from "../input/read-stdin.ts";
import type { Reading } from "../input/reading.ts";
import { releaseMemory } from "../input/release-memory.ts";
import type { WalkOptions } from "../input/walk-folder.ts";
import type { AccountedInput } from "../run/run-batch.ts";
import { fileOf, type TaskInput } from "../run/task.ts";
import type { Io } from "./io.ts";
import { overwriteGuard } from "./no-overwrite.ts";
import { removeWhenEnded } from "./on-interrupt.ts";
import type { SharedOptions } from "./options.ts";

/** Files that are checked without a pause. */
const mostAtOnce = 1024;

/** An input found from paths. */
export interface FoundInput {
  readonly name: string;
  readonly input: TaskInput;
  /** named by the user, not found in a folder */
  readonly explicit: boolean;
  /** the folder it was found in, as the user named it */
  readonly folder?: string;
}

/** The inputs of some paths; every one is found, skipped or failed. */
export interface FoundInputs {
  readonly found: readonly FoundInput[];
  readonly skipped: readonly AccountedInput[];
  readonly failed: readonly AccountedInput[];
}

/**
 * Turns paths into inputs; reads only folders and standard input.
 *
 * @param only selects files of folders; all by default
 * @throws UsageError for a pattern that no path can match, and when the output is one of the inputs; never for a faulty input
 */
export async function findInputs(
  paths: PathRequest,
  options: SharedOptions,
  io: Io,
  only?: (path: string) => boolean,
): Promise<FoundInputs> {
  const found: FoundInput[] = [];
  return { found, ...(await eachInput(paths, options, io, (input) => found.push(input), only)) };
}

/** The same, one input after the other: with a million of them each object counts. */
export async function eachInput(
  paths: PathRequest,
  options: SharedOptions,
  io: Io,
  take: (input: FoundInput) => void,
  only?: (path: string) => boolean,
): Promise<Omit<FoundInputs, "found">> {
  const { include, exclude, binary, stdinName } = options;
  const reading = unusualReading(options);
  const walk: WalkOptions = {
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(only === undefined ? {} : { only }),
    binary: binary === true,
  };
  const skipped: AccountedInput[] = [];
  const failed: AccountedInput[] = [];
  const keepsFrom = overwriteGuard(io, options);
  let looked = 0;
  try {
    for (const one of discoverInputs(paths, walk)) {
      // Lets an interrupt run.
      if (++looked % mostAtOnce === 0) await pause();
      if (one.status === "file") {
        const { path, explicit, folder } = one;
        keepsFrom(fileOf(one));
        // A literal takes less memory than a spread, and there may be a million.
        const isUsual = one.pathBase64 === undefined && reading.reading === undefined;
        const input: TaskInput = isUsual
          ? { kind: "file", path }
          : { kind: "file", path, ...rawPath(one), ...reading };
        take(
          folder === undefined ? { name: path, input, explicit } : { name: path, input, explicit, folder },
        );
      } else if (one.status === "stdin") {
        const input = await collected(io, options);
        if (typeof input === "string") failed.push({ input: stdinName, reason: input });
        else take({ name: stdinName, input: { ...input, ...reading }, explicit: true });
      } else if (one.status === "skipped") skipped.push({ input: one.path, reason: one.reason });
      else failed.push({ input: one.path, reason: one.reason });
    }
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
  return { skipped, failed };
}

function rawPath({ pathBase64 }: { readonly pathBase64?: string }) {
  return pathBase64 === undefined ? {} : { pathBase64 };
}

/** How inputs are opened. */
export function readingOf({ decompress, records, field, maxMemory }: SharedOptions): Reading {
  return {
    decompress,
    records,
    ...(field === undefined ? {} : { field }),
    ...(maxMemory === undefined ? {} : { mostMemory: maxMemory }),
  };
}

/** Empty where inputs are opened as usual. */
function unusualReading(options: SharedOptions): { reading?: Reading } {
  const { decompress, records, field, maxMemory } = options;
  const usual = decompress && records === "auto" && field === undefined && maxMemory === undefined;
  return usual ? {} : { reading: readingOf(options) };
}

/** Standard input, or why it could not be read: the run continues with the other inputs. */
async function collected(io: Io, { stdinName, maxMemory }: SharedOptions): Promise<TaskInput | string> {
  if (isOpenFolder(io.stdin.fd)) return "is a folder, not a stream; name it instead";
  try {
    const input = await collectStream(io.stdin, removeWhenEnded, stdinCap(maxMemory), stdinName);
    // The pieces of the stream were garbage as soon as they were written.
    if (maxMemory !== undefined) await releaseMemory();
    return input.kind === "file" ? { ...input, standardInput: true } : input;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/**
 * The paths on the command line, and those in a list file.
 *
 * @throws UsageError when the list cannot be read
 */
export async function allPaths(
  paths: readonly string[],
  { filesFrom, null: endInNul }: SharedOptions,
  io: Io,
): Promise<PathRequest> {
  if (filesFrom === undefined) {
    if (endInNul === true) throw new UsageError("-0 needs --files-from with a file, or -");
    return { typed: paths };
  }
  const list = await textOf(filesFrom, io);
  const listed = list.split(endInNul === true ? "\0" : /\r?\n/).filter((path) => path !== "");
  return { typed: paths, listed };
}

async function textOf(path: string, io: Io): Promise<string> {
  try {
    return textOfPath(await bytesOf(path, io));
  } catch (error) {
    throw error instanceof InputError ? new UsageError(`--files-from ${path}: ${error.message}`) : error;
  }
}

/** A descriptor that the shell opened, as for `<(find .)`: another process writes to it. */
const openedByShell = /^\/(dev|proc\/self)\/fd\/\d+$|^\/dev\/stdin$/;

async function bytesOf(path: string, io: Io): Promise<Uint8Array> {
  if (path === "-" && isOpenFolder(io.stdin.fd)) throw new InputError("is a folder, not a stream");
  if (path === "-") return readStdin(io.stdin);
  if (openedByShell.test(path)) return readStdin(createReadStream(path));
  return readRegular(resolve(io.cwd, path), smallFiles.list);
}
