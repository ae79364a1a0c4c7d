import { coverageFloor } from "../../core/constants.ts";
import { defineShared } from "../../core/shared-value.ts";
import type { BlockStatistics } from "../../statistics/block-entropy.ts";
import { coveredBlocks } from "../../statistics/covered-blocks.ts";
import { SuffixStructures } from "../../statistics/suffixes.ts";
import { compactSequence } from "./compact-sequence.ts";
import { longestWord, suffixStructures } from "./suffix-structures.ts";

/** Block statistics of the orders 1, 2, ... up to the first that is not covered. */
export const coveredProfile = defineShared("covered-profile", (sequence, access): BlockStatistics[] => {
  SuffixStructures.prepare(sequence.symbols);
  const { symbols, alphabetSize } = access.get(compactSequence);
  return coveredBlocks(symbols, sequence.segmentEnds, alphabetSize, longestWord, coverageFloor, () =>
    access.get(suffixStructures),
  );
});
