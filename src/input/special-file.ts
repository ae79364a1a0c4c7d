import type { BigIntStats, Stats } from "node:fs";
import { fstatSync, statSync } from "node:fs";

/**
 * What a path is when it is neither a file nor a folder.
 *
 * @returns null for a regular file
 */
export function specialFileKind(status: Stats | BigIntStats): string | null {
  if (status.isFile()) return null;
  if (status.isFIFO()) return "a named pipe";
  if (status.isSocket()) return "a socket";
  if (status.isCharacterDevice() || status.isBlockDevice()) return "a device";
  return status.isDirectory() ? "a folder" : "not a regular file";
}

/** Devices and pipes are written to; only files can be replaced. */
export function isSpecial(path: string): boolean {
  try {
    const status = statSync(path);
    return !status.isFile() && !status.isDirectory();
  } catch {
    return false;
  }
}

/** Node gives a folder on standard input as an empty stream, which would pass for an empty input. */
export function isOpenFolder(descriptor: number | undefined): boolean {
  try {
    return descriptor !== undefined && fstatSync(descriptor).isDirectory();
  } catch {
    return false;
  }
}
