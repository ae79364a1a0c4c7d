import type { SymbolSequence } from "../../core/sequence.ts";
import { codeSegments } from "../../observer/curves/code-segments.ts";
import { ContextMixer } from "../../observer/members/context-mixer.ts";
import type { MixerPart } from "../../observer/members/mixer-profiles.ts";
import { codeAlphabet } from "../../observer/observer-alphabet.ts";

/** Parts that predict by pointing at earlier text. */
const pointers: readonly MixerPart[] = ["copies", "lag"];

/**
 * The cost of a sequence for a context mixer without pointers to earlier text.
 *
 * @returns -log2 p of each symbol, bits, shape (n,)
 * Cost: the standard mixer over the sequence.
 */
export function lossesWithoutPointers(sequence: SymbolSequence): Float64Array {
  const { symbols, alphabetSize, codes } = codeAlphabet(sequence);
  const options = codes === undefined ? { without: pointers } : { codes, without: pointers };
  const mixer = new ContextMixer(symbols, alphabetSize, options);
  const losses = new Float64Array(symbols.length);
  codeSegments(mixer, sequence.segmentEnds, losses);
  mixer.close();
  return losses;
}
