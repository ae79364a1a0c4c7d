import { type CorpusRoots, corpusRoots } from "../input/corpora/corpus-roots.ts";
import { foldersOf } from "./folders.ts";
import type { Io } from "./io.ts";

/** Where this installation looks for corpora. @throws never */
export function corporaOf(io: Io): CorpusRoots {
  const { packageRoot, data } = foldersOf(io);
  return corpusRoots(packageRoot, data);
}
