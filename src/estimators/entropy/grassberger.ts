import { defineEstimator } from "../../core/estimator.ts";
import { grassbergerEntropy } from "../../statistics/entropy.ts";
import { entropyStreams, symbolEntropyOutcome } from "./entropy-outcome.ts";

export const grassberger = defineEstimator({
  id: "grassberger",
  quantity: "symbolEntropy",
  title: "Grassberger entropy",
  summary: "ln n - (1/n) sum c G(c), whose bias falls exponentially with the counts",
  formula: "H = log2 n - (1/n) sum c G(c) / ln 2, G(c) = psi(c) + (-1)^c (psi((c+1)/2) - psi(c/2)) / 2",
  convention: "ln n as in the paper, where other programs have psi(n)",
  validity: "n above S; cheap, and nearly unbiased there",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Grassberger 2003, arXiv:physics/0307138",
  minimumLength: 1,
  streams: entropyStreams,
  estimate: (context) => symbolEntropyOutcome(context, grassbergerEntropy),
});
