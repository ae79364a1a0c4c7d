import type { BoundSource } from "../../core/source.ts";

/**
 * Labels of a mixture: those of the source with the largest alphabet, of the first one where several are as large.
 */
export function mixedLabel(parts: readonly BoundSource[]): (symbol: number) => string {
  const widest = parts.reduce((best, part) => (part.alphabetSize > best.alphabetSize ? part : best));
  return (symbol) => widest.label(symbol);
}

/** Alphabet of a mixture: that of its widest part. */
export const mixedAlphabet = (parts: readonly BoundSource[]): number =>
  parts.reduce((most, { alphabetSize }) => Math.max(most, alphabetSize), 0);

/** Most sources that one mixture takes. */
export const mostParts = 16;

/** Name of the random stream of a part: a, b, c, ... */
export const partName = (index: number): string => String.fromCharCode(97 + index);
