/**
 * The generators as an entry of their own, `mesoscope/sources`: recipes, their symbols and what is known of them, in the
 * calling thread. `Random.fromSeed` makes what a source is opened with.
 */

export { RecipeError } from "./core/errors.ts";
export { Random } from "./core/random.ts";
export type { Symbols } from "./core/sequence.ts";
export type { BoundSource, RecipeWorld, SourceDefinition, SymbolStream } from "./core/source.ts";
export type { GroundTruth, Truth } from "./core/truth.ts";
export { bindRecipe, bindRecipeNow } from "./sources/recipe.ts";
export { sourceRegistry } from "./sources/registry.ts";
export { symbolChunks } from "./sources/symbol-chunks.ts";
