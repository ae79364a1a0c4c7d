import type { CorpusRoots } from "./corpus-roots.ts";
import { loadCorpus } from "./load-corpus.ts";

/** The outcome of checking one corpus against its manifest. */
type CorpusCheck =
  | { readonly status: "ok"; readonly id: string; readonly bytes: number; readonly sha256: string }
  | { readonly status: "missing" | "mismatch"; readonly id: string; readonly reason: string };

/**
 * Loads corpora one after the other and says of each whether it is there and is what its manifest says.
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
