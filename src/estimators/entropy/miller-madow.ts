import { defineEstimator } from "../../core/estimator.ts";
import { millerMadowEntropy } from "../../statistics/entropy.ts";
import { entropyStreams, symbolEntropyOutcome } from "./entropy-outcome.ts";

export const millerMadow = defineEstimator({
  id: "miller-madow",
  quantity: "symbolEntropy",
  title: "Miller-Madow entropy",
  summary: "plug-in entropy plus its first-order bias (S - 1)/(2n) nats",
  formula: "H = plug-in + (D - 1) / (2 n ln 2) for D distinct symbols",
  convention: "S is the number of symbols present, not the declared alphabet",
  validity: "n above S; still too small when many symbols are unseen",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Miller 1955, Note on the bias of information estimates",
  minimumLength: 1,
  streams: entropyStreams,
  estimate: (context) => symbolEntropyOutcome(context, millerMadowEntropy),
});
