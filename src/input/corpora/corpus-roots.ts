import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where corpora are looked for. */
export interface CorpusRoots {
  /** folder of the manifests */
  readonly manifests: string;
  /** `node_modules` folders, the first that holds a package wins */
  readonly packages: readonly string[];
}

/**
 * The folders of an installation: the package's own `corpora/node_modules`, then the user's.
 *
 * @param packageRoot folder of mesoscope's package.json
 * @param dataHome the user's data folder ($XDG_DATA_HOME); undefined: only the package's own folder
 * @throws never
 */
export async function corpusRoots(packageRoot: string, dataHome: string | undefined): Promise<CorpusRoots> {
  const packages = [join(packageRoot, "corpora", "node_modules")];
  if (dataHome !== undefined) {
    const folder = await userCorporaFolder(packageRoot, dataHome).catch(() => undefined);
    if (folder !== undefined) packages.push(join(folder, "node_modules"));
  }
  return { manifests: join(packageRoot, "corpora", "manifests"), packages };
}

/**
 * The folder into which a user's corpora are installed. It is named after the lockfile, so that two versions of
 * mesoscope never fight over one folder.
 *
 * @throws Error when the lockfile cannot be read
 */
export async function userCorporaFolder(packageRoot: string, dataHome: string): Promise<string> {
  const lockfile = await readFile(join(packageRoot, "corpora", "package-lock.json"));
  const hash = createHash("sha256").update(lockfile).digest("hex").slice(0, 16);
  return join(dataHome, "mesoscope", "corpora", hash);
}
