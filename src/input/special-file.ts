import type { BigIntStats, Stats } from "node:fs";

/**
 * What a path is when it is neither a file nor a folder.
 *
 * @returns null for a regular file
 * @throws never
 */
export function specialFileKind(status: Stats | BigIntStats): string | null {
  if (status.isFile()) return null;
  if (status.isFIFO()) return "a named pipe";
  if (status.isSocket()) return "a socket";
  if (status.isCharacterDevice() || status.isBlockDevice()) return "a device";
  return status.isDirectory() ? "a folder" : "not a regular file";
}
