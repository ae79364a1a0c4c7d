import { defineShared } from "../../core/shared-value.ts";
import { repeatedTuples } from "../../statistics/min-entropy.ts";
import { suffixStructures } from "./suffix-structures.ts";

/** The most frequent word and the number of equal pairs of words at every length that has repeats. */
export const repeatedTuplesOf = defineShared("repeated-tuples", (_sequence, access) => {
  const structures = access.get(suffixStructures);
  const prefixes = structures.prefixes();
  return repeatedTuples(structures.suffixes().map((start) => prefixes[start]!));
});

/** Words of k symbols that lie within segments, as a function of k. */
export function wordCount(segmentEnds: readonly number[]): (k: number) => number {
  return (k) => {
    let words = 0;
    let start = 0;
    for (const end of segmentEnds) {
      words += Math.max(0, end - start - k + 1);
      start = end;
    }
    return words;
  };
}
