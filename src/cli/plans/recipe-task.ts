import { readOnTo } from "../../core/constants.ts";
import { RecipeError, UsageError } from "../../core/errors.ts";
import type { CorpusRoots } from "../../input/corpora/corpus-roots.ts";
import { requireSampleSize } from "../../input/size.ts";
import type { MeasureTask } from "../../run/task.ts";
import { cacheOf } from "../folders.ts";
import { corporaOf } from "../installation.ts";
import type { Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";

/** A generated sequence to be measured as an input is. @throws UsageError for an encoding or a wrong sample size */
export async function recipeTask(recipe: string, options: SharedOptions, io: Io): Promise<MeasureTask> {
  requireOwnSymbols(options);
  return {
    name: recipe,
    input: { kind: "recipe", recipe },
    options: {
      sample: requireSampleSize(options.sample, "--sample"),
      ...(options.settle === true ? { readOn: readOnTo } : {}),
      encoding: options.encoding,
      seed: options.seed,
      estimators: [],
      spectrum: true,
    },
    environment: { corpora: corporaOf(io), cacheFolder: cacheOf(options, io) },
  };
}

/** A generated sequence is not text to be read. @throws UsageError for an encoding */
function requireOwnSymbols({ encoding, charset }: SharedOptions): void {
  if (encoding !== "bytes" || charset !== "auto") {
    throw new UsageError("the symbols of a recipe are its own: leave out --encoding and --charset");
  }
}

/** A recipe that can be understood; whether its texts can be had shows when it is measured. @throws UsageError or RecipeError */
export async function requireRecipe(
  recipe: string,
  options: SharedOptions,
  corpora: CorpusRoots,
): Promise<void> {
  requireOwnSymbols(options);
  const { bindRecipe } = await import("../../sources/recipe.ts");
  const { recipeWorld } = await import("../../input/recipe-world.ts");
  try {
    await bindRecipe(recipe, recipeWorld(corpora, "."));
  } catch (error) {
    if (error instanceof RecipeError) throw error;
  }
}
