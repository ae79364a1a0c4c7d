import type { BoundSource } from "../../core/source.ts";

/**
 * Labels of a mixture: those of the source with the larger alphabet, of the first one where both are as large.
 *
 * @throws never
 */
export function mixedLabel(a: BoundSource, b: BoundSource): (symbol: number) => string {
  const wider = b.alphabetSize > a.alphabetSize ? b : a;
  return (symbol) => wider.label(symbol);
}
