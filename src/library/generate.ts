import { UsageError } from "../core/errors.ts";
import { allocateSymbols, type Symbols } from "../core/sequence.ts";
import type { BoundSource } from "../core/source.ts";
import { recipeWorld } from "../input/recipe-world.ts";
import { bindRecipe, bindRecipeNow } from "../sources/recipe.ts";
import { symbolChunks } from "../sources/symbol-chunks.ts";
import { requireText } from "./input.ts";
import { optionsOf, seedOf, shown } from "./options.ts";
import { environmentFor } from "./tasks.ts";
import { pause } from "./unless-aborted.ts";

/** Options of `generate`. */
export interface GenerateOptions {
  /** 1 by default; the same seed gives the same symbols on every machine */
  readonly seed?: number | undefined;
  /** ends `for await` and `collect`, which then reject with the signal's reason */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A sequence that is generated while it is read, in arrays of up to 65 536 symbols that the reader owns. Each loop starts at
 * the first symbol.
 *
 * A recipe with `file(...)` or `corpus(...)` reads its input first, and therefore needs `for await` or `collect`.
 */
export interface Generated extends Iterable<Symbols>, AsyncIterable<Symbols> {
  /**
   * Collects all symbols in one array; the result is a valid input. @throws RangeError when the array cannot be allocated; the
   * errors of the loops
   */
  collect(): Promise<{ readonly symbols: Symbols; readonly alphabetSize: number }>;
}

/**
 * Generates the sequence that a recipe names.
 *
 * @param recipe such as "golden-mean(p=.5)"
 * @param length in symbols; may be Infinity, with which most sources never end; by default all symbols of a finite source
 * @returns for `for` and `for await` loops; chunks are Uint8Array for alphabets up to 256, else Uint16Array or Uint32Array
 * @throws RecipeError that points at the wrong character; UsageError for a wrong length or seed, or when the source has fewer
 *   symbols; the loops of a recipe that reads an input also throw InputError
 * Cost: one chunk of memory; `for await` lets the event loop run between chunks.
 */
export function generate(recipe: string, length?: number, given: GenerateOptions = {}): Generated {
  const options = optionsOf<GenerateOptions>(given, { seed: true, signal: true });
  if (
    length !== undefined &&
    length !== Number.POSITIVE_INFINITY &&
    !(Number.isSafeInteger(length) && length >= 0)
  )
    throw new UsageError(`a length is a whole number of symbols or Infinity, not ${shown(length)}`);
  if (recipe !== "") requireText("recipe", recipe);
  const seed = seedOf(options.seed);
  const chunks = (source: BoundSource) => symbolChunks(source, lengthOf(source, length), seed);
  const bound = bindRecipeNow(recipe);
  // A wrong length throws here, not in the first loop.
  if (bound !== undefined) chunks(bound);
  const source = async () =>
    bound ?? (await bindRecipe(recipe, recipeWorld(environmentFor({}).corpora, ".")));
  const { signal } = options;
  async function* eachChunk() {
    for (const chunk of chunks(await source())) {
      await pause(signal);
      yield chunk;
    }
  }
  return {
    [Symbol.iterator]() {
      if (bound !== undefined) return chunks(bound)[Symbol.iterator]();
      throw new UsageError(`${recipe} reads a file or a corpus first: use for await`);
    },
    [Symbol.asyncIterator]: () => eachChunk(),
    async collect() {
      const { alphabetSize } = await source();
      const parts: Symbols[] = [];
      let total = 0;
      for await (const chunk of eachChunk()) {
        parts.push(chunk);
        total += chunk.length;
      }
      const symbols = allocateSymbols(total, alphabetSize);
      let at = 0;
      for (const part of parts) {
        symbols.set(part, at);
        at += part.length;
      }
      return { symbols, alphabetSize };
    },
  };
}

function lengthOf(source: BoundSource, length: number | undefined): number {
  if (length !== undefined) return length;
  if (Number.isFinite(source.length)) return source.length;
  throw new UsageError(`${source.recipe} is infinite: give a length`);
}
