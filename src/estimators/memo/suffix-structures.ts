import { defineShared } from "../../core/shared-value.ts";
import { SuffixStructures } from "../../statistics/suffixes.ts";
import { compactSequence } from "./compact-sequence.ts";

/** Longest words that are counted. */
export const longestWord = 128;

/** Suffix array, word counts of all orders and longest previous factors. */
export const suffixStructures = defineShared("suffix-structures", (sequence, access) => {
  SuffixStructures.prepare(sequence.symbols);
  const { symbols, alphabetSize } = access.get(compactSequence);
  return new SuffixStructures(symbols, sequence.segmentEnds, alphabetSize, { orders: longestWord });
});
