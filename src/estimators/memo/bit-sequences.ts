import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../../core/measurement.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { defineShared, type SharedValue } from "../../core/shared-value.ts";
import { serialBits } from "../../statistics/randomness.ts";
import { compactSequence } from "./compact-sequence.ts";

/** How symbols become bits, for the conventions of estimators that read bits. */
export const bitConvention =
  "one bit a symbol where two symbols occur, else the bits of its number, most significant first; of the first of the longest blocks";

/** The longest block as symbols of a stated number of bits. */
export const bitSymbols = defineShared("bit-symbols", (sequence, access) => {
  const compact = access.get(compactSequence);
  const binary = compact.alphabetSize <= 2;
  const symbols = binary ? compact.symbols : sequence.symbols;
  const width = binary ? 1 : 32 - Math.clz32(sequence.alphabetSize - 1);
  return { symbols: longestSegment({ ...sequence, symbols }), width };
});

/** Why the longest block has no order that bits could show; null where it may have one. */
export function noOrder(context: EstimationContext): Outcome | null {
  const { symbols } = context.get(bitSymbols);
  return symbols.length < Math.min(2, context.n) ? undefinedBecause("every block is a single symbol") : null;
}

/** At most so many bits of the longest block, one after another. */
export function serialBitsOf(most: number): SharedValue<Uint8Array> {
  return defineShared(`serial-bits-${most}`, (_sequence, access) => {
    const { symbols, width } = access.get(bitSymbols);
    return serialBits(symbols, width, most);
  });
}

/** The first of the longest segments. */
export function longestSegment({ symbols, segmentEnds }: SymbolSequence): SymbolSequence["symbols"] {
  let [from, to] = [0, 0];
  for (let s = 0, start = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    if (end - start > to - from) [from, to] = [start, end];
    start = end;
  }
  return symbols.subarray(from, to);
}
