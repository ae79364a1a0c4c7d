import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, resolve, sep } from "node:path";

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
