import * as z from "zod";
import type { EstimationContext } from "../../core/estimator.ts";
import { defineShared } from "../../core/shared-value.ts";
import { noValues, numericValues } from "./numeric-values.ts";
import { symbolCounts } from "./symbol-counts.ts";

export const mapping = () =>
  z
    .enum(["rank", "value"])
    .default("rank")
    .describe("number of a symbol: its rank by frequency, or its byte or code point");

/** Shape (n,): the rank of each symbol by frequency, 1 for the most frequent; of equal ones the smaller comes first. */
const frequencyRanks = defineShared("frequency-ranks", ({ symbols }, access) => {
  const counts = access.get(symbolCounts);
  const order = Array.from(counts, (_, symbol) => symbol).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const ranks = new Uint32Array(counts.length);
  for (const [place, symbol] of order.entries()) ranks[symbol] = place + 1;
  return Uint32Array.from(symbols, (symbol) => ranks[symbol]!);
});

/** The symbols as numbers, or why there are none. */
export function numericSeries(
  context: EstimationContext,
  kind: z.infer<ReturnType<typeof mapping>>,
): ArrayLike<number> | { readonly reason: string } {
  return kind === "rank" ? context.get(frequencyRanks) : (context.get(numericValues) ?? { reason: noValues });
}
