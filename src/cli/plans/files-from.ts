import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, UsageError } from "../../core/errors.ts";
import type { AskedPaths } from "../../input/discover.ts";
import { textOfPath } from "../../input/raw-path.ts";
import { readStdin } from "../../input/read-stdin.ts";
import { describeSystemFault } from "../../input/system-fault.ts";
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
    const bytes = path === "-" ? await readStdin(io.stdin) : readFileSync(resolve(io.cwd, path));
    return textOfPath(bytes);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? describeSystemFault(error) : messageOf(error);
    throw new UsageError(`--files-from ${path}: ${reason}`);
  }
}
