import { defineEstimator } from "../../core/estimator.ts";
import { grassberger1988Entropy } from "../../statistics/entropy.ts";
import { entropyStreams, symbolEntropyOutcome } from "./entropy-outcome.ts";

export const grassberger1988 = defineEstimator({
  id: "grassberger-1988",
  quantity: "symbolEntropy",
  title: "Grassberger entropy of 1988",
  summary: "the older of the two estimators: psi(c) and an alternating term in place of ln c",
  formula: "H = (1/n) sum c (ln n - psi(c) - (-1)^c/(c + 1)) / ln 2 over the counts c",
  convention: "ln n as in the paper, where other programs have psi(n)",
  validity: "n above S; the estimator of 2003 has the smaller bias, this one is for comparison",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Grassberger 1988, Phys. Lett. A 128",
  minimumLength: 1,
  streams: entropyStreams,
  estimate: (context) => symbolEntropyOutcome(context, grassberger1988Entropy),
});
