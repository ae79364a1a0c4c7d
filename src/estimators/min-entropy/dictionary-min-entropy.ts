import { defineEstimator } from "../../core/estimator.ts";
import { predictByDictionary } from "../../statistics/predictors.ts";
import { ofPredictions } from "./of-predictions.ts";

export const dictionaryMinEntropy = defineEstimator({
  id: "dictionary-prediction",
  quantity: "minEntropy",
  title: "min-entropy against guesses from a dictionary",
  summary: "min-entropy a symbol against a predictor with a dictionary that grows as that of LZ78",
  formula:
    "-log2 of the larger of the upper 99 % end of the share of right guesses and the share that their longest run asks for",
  convention:
    "contexts and runs lie within segments, what was learned is kept; 65 536 contexts of 1 to 16 symbols are kept",
  validity:
    "a conservative bound for security: up to .1 bit below 1 on a fair coin of 1 000 symbols; order that the predictor cannot see is missed",
  cost: "one pass, O(16 n), some 2 microseconds a symbol",
  reference:
    "Turan et al. 2018, NIST SP 800-90B, 6.3.10 (LZ78Y); Kelsey, McKay & Turan 2015, CHES, LNCS 9293",
  minimumLength: 19,
  apart: 2,
  rangeChecked: true,
  estimate: (context) =>
    ofPredictions(context, (symbols, segmentEnds) => predictByDictionary(symbols, segmentEnds)),
});
