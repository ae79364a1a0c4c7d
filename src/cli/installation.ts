import type { CorpusRoots } from "../input/corpora/corpus-roots.ts";
import { installedCorpora } from "../run/installation.ts";
import type { Io } from "./io.ts";

/** Where this installation looks for corpora. */
export function corporaOf(io: Io): CorpusRoots {
  return installedCorpora(io.env);
}
