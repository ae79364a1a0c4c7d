import { realpathSync } from "node:fs";
import { basename, dirname, resolve, sep } from "node:path";

/** Whether a path leads out of a folder, by a link either. What is not there yet counts by where it would be. @throws never */
export function leadsOut(folder: string, path: string): boolean {
  const root = real(resolve(folder));
  const target = real(resolve(folder, path));
  return target !== root && !target.startsWith(root.endsWith(sep) ? root : root + sep);
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : resolve(real(above), basename(path));
  }
}
