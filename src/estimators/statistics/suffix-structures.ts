import { defineStatistic } from "../../core/statistic.ts";
import { SuffixStructures } from "../../statistics/suffix-structures.ts";
import { compactSequence } from "./compact-sequence.ts";

/** Longest words that are counted. */
export const longestWord = 128;

/** Suffix array, word counts of all orders and longest previous factors. */
export const suffixStructures = defineStatistic("suffix-structures", ({ segmentEnds }, access) => {
  const { symbols, alphabetSize } = access.get(compactSequence);
  return new SuffixStructures(symbols, segmentEnds, alphabetSize, { orders: longestWord });
});
