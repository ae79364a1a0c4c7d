import { Random } from "../core/random.ts";
import { allocateSymbols, type Symbols } from "../core/sequence.ts";
import type { CorpusRoots } from "../input/corpora/corpus-roots.ts";
import { recipeWorld } from "../input/recipe-world.ts";
import { equalShares } from "../input/sample-plan.ts";
import { sha256 } from "../input/sha256.ts";
import { bindRecipe } from "../sources/recipe.ts";
import type { LoadedInput } from "./loaded-input.ts";
import type { MeasureOptions } from "./task.ts";

/** A generated reference is cut into as many blocks as a sampled file, so that both lose the same at the edges. */
const blockCount = 4;
/** Length of a generated sequence when all of every input is measured. */
const defaultLength = 100_000;

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
  const n = Math.min(sample === "all" ? defaultLength : sample, source.length);
  const symbols = allocateSymbols(n, source.alphabetSize);
  const filled = source.open(Random.fromSeed(seed)).fill(symbols);
  let end = 0;
  const segmentEnds = equalShares(filled, blockCount).map((length) => {
    end += length;
    return end;
  });
  const bytes = bytesOf(symbols.subarray(0, filled));
  return {
    sequence: {
      symbols: symbols.subarray(0, filled),
      alphabetSize: source.alphabetSize,
      segmentEnds: segmentEnds.filter((at, i) => at > (segmentEnds[i - 1] ?? 0)),
      encoding: "bytes",
      decoding: { charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null },
      byteLength: bytes.length,
      label: (symbol) => source.label?.(symbol) ?? String(symbol),
    },
    bytes,
    provenance: { kind: "recipe", recipe: source.recipe, seed },
    size: null,
    sha256: null,
    sampleSha256: sha256(bytes),
    blocks: [],
    declaredAlphabet: source.ofText ? null : source.alphabetSize,
    truth: () => source.truth(),
    record: source.parts ?? null,
    warnings: [],
  };
}

/** One byte a symbol for alphabets up to 256, else two or four, little-endian as all platforms of Node are. @throws never */
export function bytesOf(symbols: Symbols): Uint8Array {
  return new Uint8Array(symbols.buffer, symbols.byteOffset, symbols.byteLength);
}
