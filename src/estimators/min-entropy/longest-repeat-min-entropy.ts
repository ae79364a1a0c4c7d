import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { longestRepeatMinEntropy as longestRepeatMinEntropyOf } from "../../statistics/min-entropy.ts";
import { repeatedTuplesOf, wordCount } from "../memo/repeated-tuples-of.ts";

export const longestRepeatMinEntropy = defineEstimator({
  id: "longest-repeated-substring",
  quantity: "minEntropy",
  title: "min-entropy by repeated substrings",
  summary: "min-entropy a symbol, from how often two positions have the same long word",
  formula:
    "-log2 of the 99 % upper end of max over k of (pairs of equal k-words / all pairs)^(1/k), for k with all counts below 35",
  validity: "long repeats decide: text that was copied once counts as guessable",
  cost: "one pass over the suffix array, O(n)",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.6",
  minimumLength: 2,
  rangeChecked: true,
  estimate(context) {
    const bits = longestRepeatMinEntropyOf(
      context.get(repeatedTuplesOf),
      wordCount(context.sequence.segmentEnds),
    );
    return bits === undefined
      ? undefinedBecause("no word is seen at least twice and less than 35 times")
      : scalar(bits);
  },
});
