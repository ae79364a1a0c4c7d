import { type QuantityId, quantities } from "../../core/quantities.ts";
import type { Truth } from "../../core/truth.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import type { KnownTruth } from "../../report/terminal/truth-table.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { corporaOf } from "../installation.ts";
import type { Io } from "../io.ts";

/** What is exactly known of a source. @throws UsageError for a wrong recipe */
export async function knownTruth(paths: readonly string[], io: Io): Promise<KnownTruth> {
  const source = await bindRecipe(paths[0] ?? "", recipeWorld(corporaOf(io), io.cwd));
  const truths = Object.entries(source.truth()) as [QuantityId, Truth][];
  return {
    recipe: source.recipe,
    alphabetSize: source.alphabetSize,
    truth: Object.fromEntries(truths.map(([id, truth]) => [id, { ...truth, unit: quantities[id].unit }])),
  };
}
