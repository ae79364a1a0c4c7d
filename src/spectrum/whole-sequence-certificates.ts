import type { SymbolSequence } from "../core/sequence.ts";
import { logMultinomial } from "../math/log-multinomial.ts";
import { codeLength } from "../observer/observer.ts";
import type { Certificate } from "../results/report.ts";
import { certificates } from "./certificates.ts";

/**
 * Certificates of a sequence that is too short for anything else.
 *
 * @throws RangeError when more than 65 536 symbols occur
 * Cost: that of the observer.
 */
export function wholeSequenceCertificates(sequence: SymbolSequence): Certificate[] {
  const { symbols, alphabetSize } = sequence;
  const bits = codeLength(sequence);
  const counts = new Float64Array(alphabetSize);
  for (const symbol of symbols) counts[symbol] = counts[symbol]! + 1;
  const uniform = symbols.length * Math.log2(Math.max(1, alphabetSize));
  return certificates(uniform - bits, logMultinomial(counts) - bits, symbols.length);
}
