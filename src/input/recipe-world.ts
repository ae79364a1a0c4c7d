import { resolve } from "node:path";
import { InputError, underName } from "../core/errors.ts";
import type { RecipeWorld } from "../core/source.ts";
import type { CorpusRoots } from "./corpora/corpus-roots.ts";
import { loadCorpus } from "./corpora/load-corpus.ts";
import { readRegular, smallFiles } from "./open-regular.ts";

/**
 * Reads the bytes of `file(path)` and `corpus(id)` for recipes.
 *
 * @param folder base of relative paths
 * @throws never; its functions throw InputError
 */
export function recipeWorld(corpora: CorpusRoots, folder: string): RecipeWorld {
  return {
    async file(path) {
      return underName(path, () => readRegular(resolve(folder, path), smallFiles.text));
    },
    async corpus(id) {
      const corpus = await loadCorpus(id, corpora);
      if (corpus.status !== "ok") throw new InputError(`corpus ${id}: ${corpus.reason}`);
      return corpus.joined();
    },
  };
}
