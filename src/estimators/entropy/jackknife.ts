import { defineEstimator } from "../../core/estimator.ts";
import { jackknifeEntropy } from "../../statistics/entropy.ts";
import { entropyStreams, symbolEntropyOutcome } from "./entropy-outcome.ts";

export const jackknife = defineEstimator({
  id: "jackknife",
  quantity: "symbolEntropy",
  title: "jackknife entropy",
  summary: "plug-in entropy less its bias, estimated by leaving out one symbol at a time",
  formula: "H = n H_n - ((n - 1)/n) sum H_n without symbol i, over the n symbols",
  convention: "delete-one, first order",
  validity: "n above S; removes the bias of order 1/n, still too small when many symbols are unseen",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Zahl 1977, Ecology 58; Burnham & Overton 1978, Biometrika 65",
  minimumLength: 1,
  streams: entropyStreams,
  estimate: (context) => symbolEntropyOutcome(context, jackknifeEntropy),
});
