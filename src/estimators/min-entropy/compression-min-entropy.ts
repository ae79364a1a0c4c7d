import { defineEstimator } from "../../core/estimator.ts";
import {
  compressionMinEntropy as compressionMinEntropyOf,
  shortestCompressed,
} from "../../statistics/min-entropy.ts";
import { ofTwoSymbols } from "./two-symbols.ts";

export const compressionMinEntropy = defineEstimator({
  id: "compression-min-entropy",
  quantity: "minEntropy",
  title: "min-entropy by Maurer's test",
  summary: "min-entropy a symbol, from the distances at which blocks of six symbols recur",
  formula:
    "-(1/6) log2 p, p such that one block of probability p and 63 others give the lower end of the mean log2 distance",
  convention:
    "1000 blocks fill the dictionary; blocks lie within segments, which are read one after the other",
  validity: "two symbols; n above 10^5 for a useful bound",
  cost: "some 60 passes over n/6 logarithms",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.4; Maurer 1992, J. Cryptol. 5",
  minimumLength: shortestCompressed,
  rangeChecked: true,
  estimate: (context) =>
    ofTwoSymbols(
      context,
      (symbols, segmentEnds) =>
        compressionMinEntropyOf(symbols, segmentEnds) ??
        "segments have fewer than 1002 blocks of six symbols",
    ),
});
