import { defineStatistic } from "../../core/statistic.ts";
import { longestCommonPrefixes } from "../../statistics/longest-common-prefixes.ts";
import { suffixArray } from "../../statistics/suffix-array.ts";
import { compactSequence } from "./compact-sequence.ts";

/** Suffix array and longest common prefixes, both of shape (n,). */
export const suffixStructures = defineStatistic("suffix-structures", ({ segmentEnds }, access) => {
  const { symbols, alphabetSize } = access.get(compactSequence);
  const suffixes = suffixArray(symbols, segmentEnds, alphabetSize);
  return { suffixes, lcp: longestCommonPrefixes(symbols, segmentEnds, suffixes) };
});
