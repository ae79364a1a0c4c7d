import { usualSample } from "../core/constants.ts";
import type { CorpusRoots } from "../input/corpora/corpus-roots.ts";
import { recipeWorld } from "../input/recipe-world.ts";
import { sha256 } from "../input/sha256.ts";
import { bindRecipe } from "../sources/recipe.ts";
import { generatedSequence } from "./generated-sequence.ts";
import type { LoadedInput } from "./loaded-input.ts";
import type { MeasureOptions } from "./task.ts";

/**
 * Generates what a recipe names.
 *
 * @param options sample: symbols, or "all" for a usual length
 * @throws RecipeError for a wrong recipe; InputError when a text in it cannot be had
 */
export async function generateInput(
  recipe: string,
  { sample, seed }: Pick<MeasureOptions, "sample" | "seed">,
  corpora: CorpusRoots,
): Promise<LoadedInput> {
  const source = await bindRecipe(recipe, recipeWorld(corpora, "."));
  const generated = generatedSequence(source, sample === "all" ? usualSample : sample, seed);
  return {
    ...generated,
    provenance: { kind: "recipe", recipe: source.recipe, seed },
    size: null,
    sha256: null,
    sampleSha256: sha256(generated.bytes),
    blocks: [],
    truth: () => source.truth(),
    record: source.parts ?? null,
    warnings: [],
  };
}
