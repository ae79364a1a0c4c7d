import { Random } from "../core/random.ts";
import { estimationContext } from "../estimators/context.ts";
import { symbolCounts } from "../estimators/memo/symbol-counts.ts";
import { type Lens, readLens } from "../lens/read-lens.ts";
import type { Spectrum } from "../results/report.ts";
import { generatedSequence } from "../run/generated-sequence.ts";
import { describedEncoding, presentSymbols } from "../run/reported.ts";
import { bindRecipe } from "../sources/recipe.ts";
import { symbolsAsText } from "../sources/symbols-as-text.ts";
import { placeOnSpectrum } from "../spectrum/place-on-spectrum.ts";
import { verdictSentence } from "../spectrum/verdict-sentence.ts";
import { seed } from "./scenes.ts";

/** What is to be looked at. */
export interface Asked {
  readonly recipe: string;
  /** the text that the recipe names; null where it names none */
  readonly text: Uint8Array | null;
  /** symbols at most */
  readonly length: number;
}

/** A scene as the command measures it. */
export interface Measured {
  readonly spectrum: Spectrum;
  readonly sentence: string;
}

/**
 * What `mesoscope --recipe` finds of a recipe, to the last digit: the same functions in the same order.
 *
 * @throws RecipeError for a wrong recipe; RangeError when memory cannot be had
 * Cost: half a second for 16 384 symbols.
 */
export async function measure(asked: Asked): Promise<Measured> {
  const { sequence, bytes, declaredAlphabet } = generatedSequence(await sourceOf(asked), asked.length, seed);
  const context = estimationContext(sequence, bytes, Random.fromSeed(seed).fork("measure"));
  const spectrum = placeOnSpectrum(context, declaredAlphabet);
  const alphabet = { declared: declaredAlphabet, present: presentSymbols(context.get(symbolCounts)) };
  const sentence = verdictSentence({ encoding: describedEncoding(sequence), alphabet }, spectrum);
  return { spectrum, sentence };
}

/**
 * What `mesoscope generate --as text` writes of a recipe.
 *
 * @throws RecipeError for a wrong recipe
 * Cost: some milliseconds for 16 384 symbols.
 */
export async function shownText(asked: Asked): Promise<Uint8Array> {
  const source = await sourceOf(asked);
  return symbolsAsText(source)(generatedSequence(source, asked.length, seed).sequence.symbols);
}

/**
 * What `mesoscope lens` finds of a text.
 *
 * @throws RangeError when memory cannot be had
 * Cost: a tenth of a second for 16 384 bytes.
 */
export function lensOf(bytes: Uint8Array): Lens {
  return readLens({ name: "", bytes, size: bytes.length, version: "" }, { kind: "observer" }, null);
}

function sourceOf({ recipe, text }: Asked) {
  if (text === null) return bindRecipe(recipe);
  return bindRecipe(recipe, {
    file: async () => text,
    corpus: async (id) => {
      throw new Error(`the page holds no corpus ${id}`);
    },
  });
}
