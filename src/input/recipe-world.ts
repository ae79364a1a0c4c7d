import { resolve } from "node:path";
import { InputError, namedError } from "../core/errors.ts";
import type { RecipeWorld } from "../core/source.ts";
import type { CorpusRoots } from "./corpora/corpus-roots.ts";
import { loadCorpus } from "./corpora/load-corpus.ts";
import { readRegular, smallFiles } from "./open-regular.ts";

/**
 * Where recipes get the bytes of `file(path)` and `corpus(id)`.
 *
 * @param folder what relative paths start from
 * @throws never; its functions throw InputError
 */
export function recipeWorld(corpora: CorpusRoots, folder: string): RecipeWorld {
  return {
    async file(path) {
      try {
        return readRegular(resolve(folder, path), smallFiles.text);
      } catch (error) {
        throw namedError(path, error);
      }
    },
    async corpus(id) {
      const corpus = await loadCorpus(id, corpora);
      if (corpus.status !== "ok") throw new InputError(`corpus ${id}: ${corpus.reason}`);
      return corpus.joined();
    },
  };
}
