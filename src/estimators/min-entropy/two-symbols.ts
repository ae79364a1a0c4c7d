import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, scalar, undefinedBecause } from "../../core/measurement.ts";
import type { Symbols } from "../../core/sequence.ts";
import { compactSequence } from "../memo/compact-sequence.ts";

/**
 * A min-entropy that is defined for two symbols only; one symbol has exactly none.
 *
 * @param measure bits from the symbols as 0 and 1; a text says why there are none
 */
export function ofTwoSymbols(
  context: EstimationContext,
  measure: (symbols: Symbols, segmentEnds: readonly number[]) => number | string,
): Outcome {
  const { symbols, alphabetSize } = context.get(compactSequence);
  if (alphabetSize > 2) return undefinedBecause(`defined for two symbols; ${alphabetSize} occur`);
  if (alphabetSize === 1) return scalar(0);
  const bits = measure(symbols, context.sequence.segmentEnds);
  return typeof bits === "string" ? undefinedBecause(bits) : scalar(bits);
}
