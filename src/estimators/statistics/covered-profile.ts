import { defineStatistic } from "../../core/statistic.ts";
import { type BlockStatistics, blockEntropyProfile } from "../../statistics/block-entropy-profile.ts";
import { suffixBlockEntropies } from "../../statistics/suffix-block-entropies.ts";
import { compactSequence } from "./compact-sequence.ts";
import { suffixStructures } from "./suffix-structures.ts";

/** Smallest Good-Turing coverage at which the words of one length count as measured. */
export const coverageFloor = 0.98;
/** Longest words looked at; only ordered sequences are covered so far. */
export const longestWord = 128;
/** From this length on, one pass over a suffix array is cheaper than naming the words of every length. */
const namedWords = 8;

/** Block statistics of the orders 1, 2, ... up to the first that is not covered. */
export const coveredProfile = defineStatistic("covered-profile", (sequence, access): BlockStatistics[] => {
  const { symbols, alphabetSize } = access.get(compactSequence);
  const named = blockEntropyProfile(symbols, sequence.segmentEnds, alphabetSize, namedWords, coverageFloor);
  if (named.length < namedWords || (named.at(-1)?.coverage ?? 0) < coverageFloor) return named;
  const { suffixes, lcp } = access.get(suffixStructures);
  const all = suffixBlockEntropies(suffixes, lcp, sequence.segmentEnds, longestWord);
  const uncovered = all.findIndex(({ coverage }) => coverage < coverageFloor);
  return uncovered < 0 ? all : all.slice(0, uncovered + 1);
});
