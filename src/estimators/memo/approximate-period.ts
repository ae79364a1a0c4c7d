import { defineShared } from "../../core/shared-value.ts";
import { approximatePeriod as periodOf } from "../../statistics/periods.ts";
import { longestSegment } from "./bit-sequences.ts";
import { compactSequence } from "./compact-sequence.ts";

/** Symbols looked at, from the start of the longest block. */
const periodWindow = 1 << 19;

/** The approximate period of the longest block; undefined where there is none. */
export const approximatePeriodOf = defineShared("approximate-period", (sequence, access) => {
  const compact = access.get(compactSequence);
  const symbols = longestSegment({ ...sequence, symbols: compact.symbols }).subarray(0, periodWindow);
  const counts = new Float64Array(compact.alphabetSize);
  for (let i = 0; i < symbols.length; i++) counts[symbols[i]!]!++;
  const random = access.random.fork("approximate-period");
  return periodOf(symbols, counts, (bound) => random.below(bound));
});

/**
 * The approximate period of all blocks, whichever part of it each begins with: of a rare mark every so many symbols one block
 * shows too little.
 */
export const periodOfBlocks = defineShared("period-of-blocks", (sequence, access) => {
  // The longest block is all of it.
  if (sequence.segmentEnds.length === 1 && sequence.symbols.length <= periodWindow)
    return access.get(approximatePeriodOf);
  const { symbols, alphabetSize } = access.get(compactSequence);
  const counts = new Float64Array(alphabetSize);
  for (let i = 0; i < symbols.length; i++) counts[symbols[i]!]!++;
  const random = access.random.fork("approximate-period");
  return periodOf(symbols, counts, (bound) => random.below(bound), sequence.segmentEnds);
});
