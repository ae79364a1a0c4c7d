import { lstatSync, mkdirSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve, sep } from "node:path";

/**
 * Whether something is at a path, be it a link that leads nowhere: what stands there is not passed over. As far as one may
 * look: Node's permission model throws where there may be nothing.
 */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Whether a path leads out of a folder, by a link either. What is not there yet counts by where it would be. */
export function leadsOut(folder: string, path: string): boolean {
  const root = real(resolve(folder));
  const target = real(resolve(folder, path));
  return target !== root && !target.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Where a path leads by links, be there anything or not. @throws where they go in a circle */
export function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ELOOP") throw error;
    const above = dirname(path);
    if (above === path) return path;
    return isLink(path)
      ? followed(resolve(above, readlinkSync(path)))
      : resolve(followed(above), basename(path));
  }
}

/** What Node's permission model does not let us look at may still be written, and is taken for no link. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_ACCESS_DENIED") return false;
    throw error;
  }
}

function real(path: string): string {
  try {
    return followed(path);
  } catch {
    return path;
  }
}

/**
 * Makes a folder and those above it. `mkdirSync` with `recursive` never ends in a folder that exists, takes no new folders
 * and reports that it does not exist, as `/proc` does.
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
