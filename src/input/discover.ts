import { type BigIntStats, closeSync, lstatSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { binaryProbeLength, looksBinary } from "./looks-binary.ts";
import { canBeOpened } from "./open-input.ts";
import { specialFileKind } from "./special-file.ts";
import { describeSystemFault } from "./system-fault.ts";
import type { WalkOptions } from "./walk-folder.ts";

/** One thing the command line led to; every input is accounted for. */
export type DiscoveredInput =
  | {
      readonly status: "file";
      readonly path: string;
      /** of a name that is not UTF-8: the bytes of the path */
      readonly pathBase64?: string;
      /** named, not found in a folder */
      readonly explicit: boolean;
    }
  | { readonly status: "stdin" }
  | { readonly status: "skipped" | "failed"; readonly path: string; readonly reason: string };

const repeatReason = "the same file as";

/**
 * Turns paths, folders, globs and `-` into inputs, in the order given and by path within one argument.
 *
 * Naming something, by a path or a glob, asks for it: nothing but special files is left out then. In folders, dot
 * files, `node_modules`, ignored and binary files are left out and links are not followed. A file that was reached
 * already (same device and inode) is skipped.
 *
 * @param options which files are taken from folders
 * @throws never; what cannot be read is `failed` or `skipped` with a reason
 * Cost: one `stat` a file, and one read of 8 kB for files in folders.
 */
export async function discoverInputs(
  paths: readonly string[],
  options: WalkOptions = {},
): Promise<DiscoveredInput[]> {
  const seen = new Map<string, string>();
  const found: DiscoveredInput[] = [];
  let stdinTaken = false;
  for (const path of paths) {
    if (path === "-") {
      found.push(stdinTaken ? skipped(path, "standard input is read once only") : { status: "stdin" });
      stdinTaken = true;
      continue;
    }
    const status = tryStat(path);
    if (typeof status !== "string") {
      if (status.isDirectory()) found.push(...(await inFolder(path, options, seen)));
      else found.push(named(path, status, seen));
    } else if (status === "ENOENT" && isGlob(path)) {
      found.push(...(await matching(path, seen)));
    } else {
      found.push(failed(path, status === "ENOENT" ? `no file or folder "${path}"` : status));
    }
  }
  return found;
}

function named(path: string, status: BigIntStats, seen: Map<string, string>): DiscoveredInput {
  const kind = specialFileKind(status);
  if (kind === null) return once(path, status, seen, true);
  const advice = kind === "a device" || kind === "a named pipe" ? '; use "-" to read standard input' : "";
  return skipped(path, `${kind}, not a file${advice}`);
}

async function inFolder(
  folder: string,
  options: WalkOptions,
  seen: Map<string, string>,
): Promise<DiscoveredInput[]> {
  const found: DiscoveredInput[] = [];
  const { walkFolder } = await import("./walk-folder.ts");
  for (const entry of await walkFolder(folder, options)) {
    const path = join(folder, entry.path);
    if (entry.fault === null && options.only?.(path) === false) continue;
    const status = entry.fault ?? tryStat(entry.bytes ?? path, false);
    if (typeof status === "string") found.push(failed(path, status === "ENOENT" ? "has vanished" : status));
    else {
      const input =
        reasonAgainst(path, status, options.binary === true, entry.bytes) ?? once(path, status, seen, false);
      const named = input.status === "file" && entry.bytes !== undefined;
      found.push(named ? { ...input, pathBase64: entry.bytes.toString("base64") } : input);
    }
  }
  const reached = found.some(
    (input) => input.status === "file" || input.status === "failed" || isRepeat(input),
  );
  return reached || options.only !== undefined
    ? found
    : [...found, failed(folder, "holds no readable files")];
}

/** The first bytes of one file after the other: a buffer for each would be most of what a large folder takes. */
const head = Buffer.allocUnsafe(binaryProbeLength);

/** Why a file in a folder is left out, or null. */
function reasonAgainst(
  path: string,
  status: BigIntStats,
  binary: boolean,
  bytes?: Buffer,
): DiscoveredInput | null {
  if (status.isSymbolicLink()) return skipped(path, "symbolic link in a folder; name it to measure it");
  const kind = specialFileKind(status);
  if (kind !== null) return skipped(path, `${kind}, not a file`);
  try {
    const file = openSync(bytes ?? path, "r");
    try {
      const length = readSync(file, head, 0, head.length, 0);
      if (length === 0) return skipped(path, "empty file");
      return !binary && looksBinary(head.subarray(0, length)) && !canBeOpened(head.subarray(0, length))
        ? skipped(path, "binary file in a folder; name it, or --binary")
        : null;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return failed(path, describeSystemFault(error));
  }
}

async function matching(pattern: string, seen: Map<string, string>): Promise<DiscoveredInput[]> {
  const { globby } = await import("globby");
  let paths: string[];
  try {
    const ignore = pattern.includes("node_modules") ? [] : ["**/node_modules/**"];
    paths = await globby(pattern, {
      ignore,
      expandDirectories: false,
      followSymbolicLinks: false,
      onlyFiles: false,
    });
  } catch (error) {
    return [failed(pattern, describeSystemFault(error))];
  }
  const found: DiscoveredInput[] = [];
  for (const path of paths.sort()) {
    const status = tryStat(path);
    if (typeof status === "string") found.push(failed(path, status === "ENOENT" ? "has vanished" : status));
    else if (!status.isDirectory()) found.push(named(path, status, seen));
  }
  return found.length > 0 ? found : [failed(pattern, `no file matches "${pattern}"`)];
}

function once(
  path: string,
  status: BigIntStats,
  seen: Map<string, string>,
  explicit: boolean,
): DiscoveredInput {
  const key = `${status.dev}:${status.ino}`;
  const first = seen.get(key);
  if (first !== undefined) return skipped(path, `${repeatReason} "${first}"`);
  if (status.ino !== 0n) seen.set(key, path); // file systems without inodes give 0
  return { status: "file", path, explicit };
}

function isRepeat(input: DiscoveredInput): boolean {
  return input.status === "skipped" && input.reason.startsWith(repeatReason);
}

/** The status of a path, or the fault: ENOENT, else words. */
function tryStat(path: string | Buffer, followLinks = true): BigIntStats | string {
  try {
    return (followLinks ? statSync : lstatSync)(path, { bigint: true });
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return missing ? "ENOENT" : describeSystemFault(error);
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
