import type { CorpusRoots } from "../input/corpora/corpus-roots.ts";
import { escapeForTerminal } from "../report/kit/format.ts";
import { whyNotUsed } from "../run/cache.ts";
import { type Folders, installedCorpora, installedFolders } from "../run/installation.ts";
import type { Io } from "./io.ts";

/** Where this installation looks for corpora. */
export function corporaOf(io: Io): CorpusRoots {
  return installedCorpora(io.env);
}

/** Folders of this installation, from the environment of the command. */
export function foldersOf(io: Io): Folders {
  return installedFolders(io.env);
}

/** The folder of the cache; null where it is not used. Warns where others could change its content. */
export function cacheOf({ cache }: { readonly cache: boolean }, io: Io): string | null {
  if (!cache) return null;
  const folder = foldersOf(io).cache;
  const reason = whyNotUsed(folder);
  if (reason === null) return folder;
  io.stderr.write(`mesoscope: the cache is not used: ${escapeForTerminal(reason)}\n`);
  return null;
}
