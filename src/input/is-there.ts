import { lstatSync } from "node:fs";

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
