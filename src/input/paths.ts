import { lstatSync, mkdirSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve, sep } from "node:path";
import { codeOf } from "../core/errors.ts";

/** Whether a path exists, including a dangling link; false where Node's permission model denies access. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Whether a path leads out of a folder, also by a link. A path that does not exist yet counts by where it would be. */
export function leadsOut(folder: string, path: string): boolean {
  const root = real(resolve(folder));
  const target = real(resolve(folder, path));
  return target !== root && !target.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Resolves the links of a path that need not exist. @throws for circular links */
export function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (codeOf(error) === "ELOOP") throw error;
    const above = dirname(path);
    if (above === path) return path;
    return isLink(path)
      ? followed(resolve(above, readlinkSync(path)))
      : resolve(followed(above), basename(path));
  }
}

/** A path that Node's permission model hides may still be writable, and counts as no link. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch (error) {
    if (codeOf(error) === "ERR_ACCESS_DENIED") return false;
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
 * Makes a folder and its parents. `mkdirSync` with `recursive` never returns in a folder such as `/proc`, which exists but
 * rejects new folders with "does not exist".
 *
 * @returns the first folder that was made; undefined: all exist
 * @throws the fault of the system
 */
export function makeFolder(path: string, mode = 0o777): string | undefined {
  try {
    return makeOne(path, mode);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
  }
  const above = makeFolder(dirname(path), mode);
  const own = makeOne(path, mode);
  return above ?? own;
}

/** @returns undefined where it already exists */
function makeOne(path: string, mode: number): string | undefined {
  try {
    mkdirSync(path, { mode });
    return path;
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return undefined;
    throw error;
  }
}
