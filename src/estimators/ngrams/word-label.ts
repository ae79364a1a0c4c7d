import type { EstimationContext } from "../../core/estimator.ts";

/**
 * Symbols as a person writes them, words apart.
 *
 * @param start where they begin
 * @param length how many
 */
export function wordLabel(context: EstimationContext, start: number, length: number): string {
  const { sequence } = context;
  const ofWords = "encoding" in sequence && sequence.encoding === "words";
  const labels = Array.from(sequence.symbols.subarray(start, start + length), (symbol) =>
    context.label(symbol),
  );
  return labels.join(ofWords ? " " : "");
}
