import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../paths.ts";
import { type CorpusCatalogue, readCatalogue } from "./catalogue.ts";
import { type CorpusRoots, userCorporaFolder } from "./corpus-roots.ts";
import { loadCorpus, locatePackage } from "./load-corpus.ts";
import type { CorpusManifest } from "./manifest.ts";
import { faultOf } from "./read-manifest.ts";

/** A command to run, without a shell. */
export interface InstallCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
}

type InstallOutcome =
  | { readonly status: "ok"; readonly folder: string }
  | { readonly status: "failed"; readonly reason: string };

/**
 * The command that installs the pinned packages of the corpora. `npm ci` installs exactly the lockfile and checks its integrity
 * hashes; no package may run a script.
 *
 * @param folder that holds package.json and package-lock.json
 */
function installCommand(folder: string): InstallCommand {
  return { argv: ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd: folder };
}

/**
 * Installs the corpora into the user's data folder: a globally installed package is not writable, and the command line works
 * without corpora.
 *
 * @param packageRoot folder of mesoscope's package.json
 * @param dataHome the user's data folder ($XDG_DATA_HOME)
 * @param run runs the command and returns its exit status
 */
export async function installCorpora(
  packageRoot: string,
  dataHome: string,
  run: (command: InstallCommand) => Promise<number>,
): Promise<InstallOutcome> {
  let folder: string;
  try {
    folder = userCorporaFolder(packageRoot, dataHome);
    makeFolder(folder);
    for (const name of ["package.json", "package-lock.json"]) {
      await copyFile(join(packageRoot, "corpora", name), join(folder, name));
    }
  } catch (error) {
    return { status: "failed", reason: `the folder of the corpora cannot be prepared: ${faultOf(error)}` };
  }
  try {
    const status = await run(installCommand(folder));
    return status === 0
      ? { status: "ok", folder }
      : { status: "failed", reason: `npm ended with status ${status}` };
  } catch (error) {
    const fault = faultOf(error);
    const why = fault === "ENOENT" ? "not found in PATH" : fault;
    return { status: "failed", reason: `npm could not be run: ${why}` };
  }
}

/** One corpus in the list of corpora. */
interface CorpusListing {
  readonly manifest: CorpusManifest;
  /** whether the package is there, in the manifest's version; its hashes are not checked */
  readonly installed: boolean;
}

/** Every corpus, and whether its package is installed. */
export async function listCorpora(
  roots: CorpusRoots,
): Promise<{ readonly corpora: readonly CorpusListing[]; readonly catalogue: CorpusCatalogue }> {
  const catalogue = await readCatalogue(roots.manifests);
  const corpora: CorpusListing[] = [];
  for (const manifest of catalogue.manifests) {
    const location = await locatePackage(manifest, roots.packages);
    corpora.push({ manifest, installed: location.status === "ok" });
  }
  return { corpora, catalogue };
}

/** The outcome of checking one corpus against its manifest. */
type CorpusCheck =
  | { readonly status: "ok"; readonly id: string; readonly bytes: number; readonly sha256: string }
  | { readonly status: "missing" | "mismatch"; readonly id: string; readonly reason: string };

/**
 * Loads corpora one after the other and checks each against its manifest.
 *
 * @returns one check an id, in the order of the ids
 * Cost: O(raw bytes); one corpus in memory at a time.
 */
export async function* verifyCorpora(
  ids: readonly string[],
  roots: CorpusRoots,
): AsyncGenerator<CorpusCheck, void, undefined> {
  for (const id of ids) {
    const corpus = await loadCorpus(id, roots);
    if (corpus.status === "ok") yield { status: "ok", id, bytes: corpus.byteLength, sha256: corpus.sha256 };
    else {
      const absent = corpus.cause === "missing" || corpus.cause === "unknown";
      yield { status: absent ? "missing" : "mismatch", id, reason: corpus.reason };
    }
  }
}
