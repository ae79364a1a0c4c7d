import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { suffixStructures } from "../memo/suffix-structures.ts";

export const distinctSubstrings = defineEstimator({
  id: "distinct-substrings",
  quantity: "distinctSubstrings",
  title: "distinct substrings",
  summary: "how many different blocks of any length there are; distinct-ngrams has them by length",
  formula: "sum over suffixes of their length less what they share with the one before in order",
  convention: "the empty block does not count",
  validity: "exact up to 2^53; compare at equal length and alphabet only",
  cost: "O(n), once the suffix array is there",
  reference:
    "Manber & Myers 1993, SIAM J. Comput. 22; Janson, Lonardi & Szpankowski 2004, Theor. Comput. Sci. 326",
  minimumLength: 1,
  estimate(context) {
    const prefixes = context.get(suffixStructures).prefixes();
    let blocks = 0;
    let begin = 0;
    for (const end of context.sequence.segmentEnds) {
      blocks += ((end - begin) * (end - begin + 1)) / 2;
      begin = end;
    }
    if (blocks > Number.MAX_SAFE_INTEGER)
      return undefinedBecause("more than 2^53 blocks cannot be counted exactly");
    for (const shared of prefixes) blocks -= shared;
    return scalar(blocks);
  },
});
