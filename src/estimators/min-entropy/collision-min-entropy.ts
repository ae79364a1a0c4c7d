import { defineEstimator } from "../../core/estimator.ts";
import { collisionMinEntropy as collisionMinEntropyOf } from "../../statistics/min-entropy.ts";
import { ofTwoSymbols } from "./two-symbols.ts";

export const collisionMinEntropy = defineEstimator({
  id: "collision-min-entropy",
  quantity: "minEntropy",
  title: "min-entropy by collisions",
  summary: "min-entropy of a symbol, from the mean number of symbols until one occurs a second time",
  formula: "-log2 p, with 2 + 2 p (1 - p) the lower end of the 99 % interval of the mean waiting time",
  convention:
    "each segment begins anew; where there are several, two different symbols at the end of one count as three draws",
  validity:
    "two independent symbols; too small by some .1 bit near a fair coin, where the mean says little of p",
  cost: "one pass, O(n)",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.2",
  minimumLength: 2,
  rangeChecked: true,
  estimate: (context) =>
    ofTwoSymbols(
      context,
      (symbols, segmentEnds) => collisionMinEntropyOf(symbols, segmentEnds) ?? "fewer than two collisions",
    ),
});
