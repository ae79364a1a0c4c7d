import { defineStatistic } from "../../core/statistic.ts";
import { suffixBlockEntropies } from "../../statistics/suffix-block-entropies.ts";
import { suffixStructures } from "./suffix-structures.ts";

/** Longest n-grams counted. */
export const longestNgram = 64;

/** Block statistics of all orders up to `longestNgram` or the longest segment, covered or not. */
export const suffixProfile = defineStatistic("suffix-profile", ({ segmentEnds }, access) => {
  const { suffixes, lcp } = access.get(suffixStructures);
  return suffixBlockEntropies(suffixes, lcp, segmentEnds, longestNgram);
});
