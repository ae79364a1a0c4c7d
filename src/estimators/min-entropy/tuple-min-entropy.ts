import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { tupleMinEntropy as tupleMinEntropyOf } from "../../statistics/min-entropy.ts";
import { repeatedTuplesOf, wordCount } from "../memo/repeated-tuples-of.ts";

export const tupleMinEntropy = defineEstimator({
  id: "t-tuple",
  quantity: "minEntropy",
  title: "min-entropy by the most common tuples",
  summary:
    "min-entropy a symbol, from the most frequent word of each length at which it occurs 35 times or more",
  formula:
    "-log2 of the 99 % upper end of max over k of (Q(k)/(n - k + 1))^(1/k), Q(k) >= 35 the largest count of k symbols",
  validity: "some symbol seen 35 times; words of up to some log n symbols are looked at",
  cost: "one pass over the suffix array, O(n)",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.5",
  minimumLength: 2,
  rangeChecked: true,
  estimate(context) {
    const bits = tupleMinEntropyOf(context.get(repeatedTuplesOf), wordCount(context.sequence.segmentEnds));
    return bits === undefined ? undefinedBecause("no symbol occurs 35 times") : scalar(bits);
  },
});
