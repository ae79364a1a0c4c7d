import { defineStatistic } from "../../core/statistic.ts";
import { blockEntropyProfile } from "../../statistics/block-entropy-profile.ts";
import { compactSequence } from "./compact-sequence.ts";

/** Smallest Good-Turing coverage at which the words of one length count as measured. */
export const coverageFloor = 0.98;
/** Longest words looked at; only ordered sequences are covered so far. */
export const longestWord = 128;

/** Block statistics of the orders 1, 2, ... up to the first that is not covered. */
export const coveredProfile = defineStatistic("covered-profile", (sequence, access) => {
  const { symbols, alphabetSize } = access.get(compactSequence);
  return blockEntropyProfile(symbols, sequence.segmentEnds, alphabetSize, longestWord, coverageFloor);
});
