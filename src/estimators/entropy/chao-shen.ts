import { defineEstimator } from "../../core/estimator.ts";
import { chaoShenEntropy } from "../../statistics/entropy.ts";
import { entropyStreams, symbolEntropyOutcome } from "./entropy-outcome.ts";

export const chaoShen = defineEstimator({
  id: "chao-shen",
  quantity: "symbolEntropy",
  title: "Chao-Shen entropy",
  summary: "Horvitz-Thompson sum over probabilities shrunk by the Good-Turing coverage",
  formula: "H = - sum q log2 q / (1 - (1 - q)^n), q = (1 - f1/n) c/n, f1 symbols occurring once",
  convention: "all symbols distinct: one singleton less is counted, since coverage 0 has no estimate",
  validity: "n above S/3; over-corrects near full coverage on uniform laws",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Chao & Shen 2003, Environ. Ecol. Stat. 10",
  minimumLength: 1,
  streams: entropyStreams,
  estimate: (context) => symbolEntropyOutcome(context, chaoShenEntropy),
});
