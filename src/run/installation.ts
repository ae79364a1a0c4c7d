import { homedir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type CorpusRoots, corpusRoots } from "../input/corpora/corpus-roots.ts";

/** Variables of the environment. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Folders of this installation, by the XDG base directory rules. */
export interface Folders {
  readonly packageRoot: string;
  readonly cache: string;
  readonly data: string;
}

export function installedFolders(env: Environment): Folders {
  // A relative home would put the cache into the working directory.
  const named = env["HOME"];
  const home = named !== undefined && isAbsolute(named) ? named : ownHome();
  const base = (variable: string, fallback: string) => {
    const value = env[variable];
    return value?.startsWith("/") ? value : join(home, fallback);
  };
  return {
    packageRoot: packageRoot(),
    cache: join(base("XDG_CACHE_HOME", ".cache"), "mesoscope", "results-2"),
    data: base("XDG_DATA_HOME", ".local/share"),
  };
}

/** The home from the user database: `homedir` would read the environment again. */
function ownHome(): string {
  try {
    return userInfo().homedir;
  } catch {
    // Users without an entry have none.
    return homedir();
  }
}

/** Where this installation looks for corpora. */
export function installedCorpora(env: Environment): CorpusRoots {
  const { packageRoot, data } = installedFolders(env);
  return corpusRoots(packageRoot, data);
}

/** The built worker, as a file URL. */
export const installedWorker = (): string => built("worker.js");

/** The built reader of blocks, as a file URL. */
export const installedReader = (): string => built("reader.js");

const built = (file: string) => pathToFileURL(join(packageRoot(), "dist", file)).href;

/** The bundle is in dist/ or below it, the sources in src/: the root is the folder with our package.json. */
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

/** Versions that compressed sizes and word boundaries depend on. */
export function versionsThatMatter(
  versions: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = ["node", "zlib", "brotli", "icu", "unicode"];
  // Older Node has no zstd of its own; each result then names the package that replaces it.
  if (versions["zstd"] !== undefined) names.push("zstd");
  return Object.fromEntries(names.map((name) => [name, versions[name] ?? "unknown"]));
}
