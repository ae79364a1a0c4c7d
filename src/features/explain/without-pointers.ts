import type { SymbolSequence } from "../../core/sequence.ts";
import { codeSegments } from "../../observer/curves/code-segments.ts";
import { ContextMixer } from "../../observer/members/context-mixer.ts";
import { codeAlphabet } from "../../observer/observer-alphabet.ts";

/**
 * The cost of a sequence for a context mixer without pointers to earlier text.
 *
 * @returns -log2 p of each symbol, bits, shape (n,)
 * Cost: the standard mixer over the sequence.
 */
export function lossesWithoutPointers(sequence: SymbolSequence): Float64Array {
  const { symbols, alphabetSize, codes } = codeAlphabet(sequence);
  const own = codes === undefined ? {} : { codes };
  const mixer = new ContextMixer(symbols, alphabetSize, { ...own, withoutPointers: true });
  const losses = new Float64Array(symbols.length);
  codeSegments(mixer, sequence.segmentEnds, losses);
  mixer.close();
  return losses;
}
