import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it. `mkdirSync` with `recursive` never ends where a folder is there that takes no new ones
 * and says that it is not, as `/proc` does.
 *
 * @returns the first that was made; undefined: all are there
 * @throws the fault of the system
 */
export function makeFolder(path: string, mode = 0o777): string | undefined {
  try {
    return makeOne(path, mode);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isMissing || dirname(path) === path) throw error;
  }
  const above = makeFolder(dirname(path), mode);
  const own = makeOne(path, mode);
  return above ?? own;
}

/** @returns undefined where it is there already */
function makeOne(path: string, mode: number): string | undefined {
  try {
    mkdirSync(path, { mode });
    return path;
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return undefined;
    throw error;
  }
}
