import { defineEstimator } from "../../core/estimator.ts";
import { plugInEntropy } from "../../statistics/entropy.ts";
import { entropyStreams, symbolEntropyOutcome } from "./entropy-outcome.ts";

export const plugIn = defineEstimator({
  id: "plug-in",
  quantity: "symbolEntropy",
  title: "plug-in entropy",
  summary: "entropy of the empirical distribution of symbols, the maximum likelihood estimate",
  formula: "H = log2 n - (1/n) sum c log2 c over the counts c",
  validity: "too small by (S - 1)/(2n ln 2) bits with S symbols present; n above 100 S for 1 %",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27",
  minimumLength: 1,
  streams: entropyStreams,
  rangeChecked: true,
  estimate: (context) => symbolEntropyOutcome(context, plugInEntropy),
});
