import { estimationContext } from "../../src/context/context.ts";
import { symbolCounts } from "../../src/context/shared.ts";
import type { EncodedSequence } from "../../src/core/encoding.ts";
import type { EstimationContext } from "../../src/core/estimator.ts";
import { Random } from "../../src/core/random.ts";
import { bytes as asBytes } from "../../src/encodings/bytes.ts";
import { type Lens, readLens } from "../../src/features/lens/read-lens.ts";
import type { Spectrum } from "../../src/results/report.ts";
import { generatedSequence } from "../../src/run/generated-sequence.ts";
import { describedEncoding, presentSymbols } from "../../src/run/reported.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import { symbolsAsText } from "../../src/sources/symbols-as-text.ts";
import { placeOnSpectrum } from "../../src/spectrum/place-on-spectrum.ts";
import { verdictSentence } from "../../src/spectrum/verdict-sentence.ts";
import { seed } from "./scenes.ts";

/** What is to be looked at. */
export interface MeasureRequest {
  readonly recipe: string;
  /** the text that the recipe names; null where it names none */
  readonly text: Uint8Array | null;
  /** symbols at most */
  readonly length: number;
}

/** What the command finds. */
export interface Measured {
  readonly spectrum: Spectrum;
  readonly sentence: string;
}

/**
 * What `mesoscope` finds of a file with these bytes, to the last digit: the same functions in the same order.
 *
 * @param text as `shownText` gives it
 * @throws RangeError when memory cannot be had
 * Cost: half a second for 16 384 bytes.
 */
export function measure(text: Uint8Array): Measured {
  const { spectrum, ...sample } = placed(asBytes.encode([text]), text, { share: 1 });
  return { spectrum, sentence: verdictSentence(sample, spectrum) };
}

/** The place of a sample, and what sentences say of it. @param bytes of the sequence */
export function placed(
  sequence: EncodedSequence,
  bytes: Uint8Array,
  drawn: Partial<EstimationContext["drawn"]>,
) {
  const context = estimationContext(sequence, bytes, Random.fromSeed(seed).fork("measure"), drawn);
  return {
    spectrum: placeOnSpectrum(context),
    encoding: describedEncoding(sequence),
    alphabet: { declared: null, present: presentSymbols(context.get(symbolCounts)) },
  };
}

/**
 * What `mesoscope generate --as text` writes of a recipe.
 *
 * @throws RecipeError for a wrong recipe
 * Cost: some milliseconds for 16 384 symbols.
 */
export async function shownText(request: MeasureRequest): Promise<Uint8Array> {
  const source = await sourceOf(request);
  return symbolsAsText(source)(generatedSequence(source, request.length, seed).sequence.symbols);
}

/**
 * What `mesoscope lens` finds of a text.
 *
 * @throws RangeError when memory cannot be had
 * Cost: a tenth of a second for 16 384 bytes.
 */
export function lensOf(bytes: Uint8Array): Lens {
  return readLens({ name: "", bytes, size: bytes.length, version: "" }, { kind: "observer" });
}

function sourceOf({ recipe, text }: MeasureRequest) {
  if (text === null) return bindRecipe(recipe);
  return bindRecipe(recipe, {
    file: async () => text,
    corpus: async (id) => {
      throw new Error(`the page holds no corpus ${id}`);
    },
  });
}
