/**
 * The generators as a separate entry, `mesoscope/sources`: recipes, their symbols and their exact truths, in the calling
 * thread. `Random.fromSeed` makes the random numbers that a source needs.
 */

export { RecipeError } from "./core/errors.ts";
export { Random } from "./core/random.ts";
export type { Symbols } from "./core/sequence.ts";
export type { BoundSource, RecipeWorld, SourceDefinition, SymbolStream } from "./core/source.ts";
export type { GroundTruth, Truth } from "./core/truth.ts";
export { bindRecipe, bindRecipeNow } from "./sources/recipe.ts";
export { sourceRegistry } from "./sources/registry.ts";
export { symbolChunks } from "./sources/symbol-chunks.ts";
