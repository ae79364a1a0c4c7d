import { defineEstimator } from "../../core/estimator.ts";
import { markovMinEntropy as markovMinEntropyOf } from "../../statistics/min-entropy.ts";
import { ofTwoSymbols } from "./two-symbols.ts";

export const markovMinEntropy = defineEstimator({
  id: "markov-min-entropy",
  quantity: "minEntropy",
  title: "min-entropy of a Markov chain",
  summary:
    "min-entropy a symbol, from the most probable sequence of 128 symbols of a Markov chain of order 1",
  formula: "min(1, -(1/128) log2 max P(x1) prod P(x_i | x_(i-1)) over 128 symbols)",
  convention: "the plain frequencies, without an interval, as the standard has it",
  validity: "two symbols; memory beyond one symbol is not seen",
  cost: "one pass, O(n)",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.3",
  minimumLength: 2,
  rangeChecked: true,
  estimate: (context) =>
    ofTwoSymbols(
      context,
      (symbols, segmentEnds) =>
        markovMinEntropyOf(symbols, segmentEnds) ??
        "no sequence of 128 symbols follows the transitions that occur",
    ),
});
