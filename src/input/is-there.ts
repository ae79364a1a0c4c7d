import { existsSync } from "node:fs";

/** Whether something is at a path, as far as one may look: Node's permission model throws where there may be nothing. @throws never */
export function isThere(path: string): boolean {
  try {
    return existsSync(path);
  } catch {
    return false;
  }
}
