import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Io } from "./io.ts";

/** Folders this installation reads from and writes to, by the XDG base directory rules. */
export interface Folders {
  readonly packageRoot: string;
  readonly cache: string;
  readonly data: string;
}

/** @throws never */
export function foldersOf(io: Io): Folders {
  const home = io.env["HOME"] || homedir();
  const base = (variable: string, fallback: string) => {
    const value = io.env[variable];
    return value?.startsWith("/") ? value : join(home, fallback);
  };
  return {
    packageRoot: packageRoot(),
    cache: join(base("XDG_CACHE_HOME", ".cache"), "mesoscope", "results-1"),
    data: base("XDG_DATA_HOME", ".local/share"),
  };
}

/** The bundle lies in dist/ or dist/chunks/, the sources in src/cli/: the root is where package.json is ours. */
function packageRoot(): string {
  const here = fileURLToPath(import.meta.url);
  const at = Math.max(
    here.lastIndexOf("/dist/"),
    here.lastIndexOf("/src/"),
    here.lastIndexOf("\\dist\\"),
    here.lastIndexOf("\\src\\"),
  );
  return here.slice(0, at);
}
