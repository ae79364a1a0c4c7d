import { defaultSample } from "../core/constants.ts";
import type { EncodedSequence } from "../core/encoding.ts";
import { Random } from "../core/random.ts";
import { allocateSymbols, type Symbols } from "../core/sequence.ts";
import type { BoundSource } from "../core/source.ts";
import type { CorpusRoots } from "../input/corpora/corpus-roots.ts";
import { recipeWorld } from "../input/recipe-world.ts";
import { sha256 } from "../input/sha256.ts";
import { bindRecipe } from "../sources/recipe.ts";
import type { LoadedInput } from "./loaded-input.ts";
import type { MeasureOptions } from "./task.ts";

/** A generated sequence, ready to be measured. */
interface GeneratedSequence {
  readonly sequence: EncodedSequence;
  readonly bytes: Uint8Array;
  readonly declaredAlphabet: number | null;
}

/**
 * Generates the beginning of a source.
 *
 * @param length largest number of symbols
 */
export function generatedSequence(source: BoundSource, length: number, seed: number): GeneratedSequence {
  const room = allocateSymbols(Math.min(length, source.length), source.alphabetSize);
  const symbols = room.subarray(0, source.open(Random.fromSeed(seed)).fill(room));
  const bytes = bytesOf(symbols);
  return {
    sequence: {
      symbols,
      alphabetSize: source.alphabetSize,
      segmentEnds: symbols.length === 0 ? [] : [symbols.length],
      encoding: "bytes",
      decoding: { charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null },
      byteLength: bytes.length,
      label: (symbol) => source.label?.(symbol) ?? String(symbol),
    },
    bytes,
    declaredAlphabet: source.ofText ? null : (source.letters ?? source.alphabetSize),
  };
}

/** One byte a symbol for alphabets up to 256, else two or four, little-endian like all platforms of Node. */
export function bytesOf(symbols: Symbols): Uint8Array {
  return new Uint8Array(symbols.buffer, symbols.byteOffset, symbols.byteLength);
}

/**
 * Generates the sequence of a recipe.
 *
 * @param options sample: symbols, or "all" for the usual length
 * @throws RecipeError for a wrong recipe; InputError when a text in it cannot be read
 */
export async function generateInput(
  recipe: string,
  { sample, seed }: Pick<MeasureOptions, "sample" | "seed">,
  corpora: CorpusRoots,
): Promise<LoadedInput> {
  const source = await bindRecipe(recipe, recipeWorld(corpora, "."));
  const generated = generatedSequence(source, sample === "all" ? defaultSample : sample, seed);
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
