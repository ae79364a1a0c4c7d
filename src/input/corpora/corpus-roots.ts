import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../sha256.ts";

/** Where corpora are looked for. */
export interface CorpusRoots {
  /** folder of the manifests */
  readonly manifests: string;
  /** `node_modules` folders; the first that holds a package wins */
  readonly packages: readonly string[];
}

/**
 * The folders of an installation: the package's own `corpora/node_modules`, then the user's.
 *
 * @param packageRoot folder of mesoscope's package.json
 * @param dataHome the user's data folder ($XDG_DATA_HOME); undefined: only the package's own folder
 */
export function corpusRoots(packageRoot: string, dataHome: string | undefined): CorpusRoots {
  const packages = [join(packageRoot, "corpora", "node_modules")];
  if (dataHome !== undefined) {
    try {
      packages.push(join(userCorporaFolder(packageRoot, dataHome), "node_modules"));
    } catch {
      // Without a lockfile nothing was installed there.
    }
  }
  return { manifests: join(packageRoot, "corpora", "manifests"), packages };
}

/**
 * The folder into which a user's corpora are installed. It is named after the lockfile, so that two versions of
 * mesoscope never fight over one folder.
 *
 * @throws Error when the lockfile cannot be read
 */
export function userCorporaFolder(packageRoot: string, dataHome: string): string {
  const lockfile = readFileSync(join(packageRoot, "corpora", "package-lock.json"));
  return join(dataHome, "mesoscope", "corpora", sha256(lockfile).slice(0, 16));
}
