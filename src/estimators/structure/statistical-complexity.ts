import { confidenceLevel } from "../../core/constants.ts";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { causalStateMachine } from "../memo/causal-state-machine.ts";
import { compactSequence } from "../memo/compact-sequence.ts";

export const statisticalComplexity = defineEstimator({
  id: "statistical-complexity",
  memory: "mixer",
  quantity: "statisticalComplexity",
  title: "statistical complexity",
  summary: "entropy of the causal states of the smallest machine that explains the sequence",
  formula: "-sum pi(s) log2 pi(s), s states of equal futures after words that settle the state",
  convention:
    "of machines of all words up to 10 symbols the shortest description; the first 131 072 symbols are read",
  bound: "lower",
  validity:
    "a lower bound: up to 128 states; states that n symbols cannot distinguish are merged, so an infinite machine may appear finite; 10^5 symbols where synchronisation is slow",
  cost: "some hundred passes, .2 to 2 s for 10^5 symbols",
  reference:
    "Crutchfield & Young 1989, Phys. Rev. Lett. 63; Shalizi & Klinkner 2004, UAI 20; Chattopadhyay & Lipson 2013, Philos. Trans. R. Soc. A 371",
  minimumLength: 1000,
  estimate(context) {
    if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
    const found = context.get(causalStateMachine);
    if ("reason" in found) return undefinedBecause(found.reason);
    const { complexity, halfWidth } = found;
    if (found.shape.states === 1) return scalar(0);
    return scalar(complexity, {
      lower: complexity - halfWidth,
      upper: complexity + halfWidth,
      level: confidenceLevel,
      method: "batch-means",
    });
  },
});
