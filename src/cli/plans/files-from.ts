import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { InputError, UsageError } from "../../core/errors.ts";
import type { AskedPaths } from "../../input/discover.ts";
import { readRegular, smallFiles } from "../../input/open-regular.ts";
import { textOfPath } from "../../input/raw-path.ts";
import { readStdin } from "../../input/read-stdin.ts";
import { isOpenFolder } from "../../input/special-file.ts";
import type { Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";

/**
 * The paths that were named, and those that a file lists.
 *
 * @throws UsageError when the list cannot be read
 */
export async function allPaths(
  paths: readonly string[],
  { filesFrom, null: endInNul }: SharedOptions,
  io: Io,
): Promise<AskedPaths> {
  if (filesFrom === undefined) {
    if (endInNul === true) throw new UsageError("-0 says how --files-from is read: name that file, or -");
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

/** What a shell has opened already, as `<(find .)` is: somebody writes to it. */
const openedByShell = /^\/(dev|proc\/self)\/fd\/\d+$|^\/dev\/stdin$/;

async function bytesOf(path: string, io: Io): Promise<Uint8Array> {
  if (path === "-" && isOpenFolder(io.stdin.fd)) throw new InputError("is a folder, not a stream");
  if (path === "-") return readStdin(io.stdin);
  if (openedByShell.test(path)) return readStdin(createReadStream(path));
  return readRegular(resolve(io.cwd, path), smallFiles.list);
}
