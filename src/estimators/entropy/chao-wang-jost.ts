import { defineEstimator } from "../../core/estimator.ts";
import { chaoWangJostEntropy } from "../../statistics/entropy.ts";
import { entropyStreams, symbolEntropyOutcome } from "./entropy-outcome.ts";

export const chaoWangJost = defineEstimator({
  id: "chao-wang-jost",
  quantity: "symbolEntropy",
  title: "Chao-Wang-Jost entropy",
  summary: "slope of the species accumulation curve; the unseen part comes from singletons and doubletons",
  formula:
    "H ln 2 = sum (c/n) (psi(n) - psi(c)) + (f1/n) sum_j (1-B)^(j+1) / (n+j), B = 2 f2 / ((n-1) f1 + 2 f2)",
  validity: "n above S/10; the best default when symbols are unseen",
  cost: "one pass, O(n), and a sum or quadrature over the counts",
  reference: "Chao, Wang & Jost 2013, Methods Ecol. Evol. 4",
  minimumLength: 1,
  streams: entropyStreams,
  estimate: (context) => symbolEntropyOutcome(context, chaoWangJostEntropy),
});
