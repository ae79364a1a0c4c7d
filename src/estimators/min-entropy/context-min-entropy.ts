import { defineEstimator } from "../../core/estimator.ts";
import { predictByContexts } from "../../statistics/predictors.ts";
import { ofPredictions } from "./of-predictions.ts";

export const contextMinEntropy = defineEstimator({
  id: "context-prediction",
  memory: "mixer",
  quantity: "minEntropy",
  title: "min-entropy against guesses from contexts",
  summary:
    "min-entropy a symbol against a predictor that guesses what most often followed the last 1 to 16 symbols",
  formula:
    "-log2 of the larger of the upper 99 % end of the share of right guesses and the share that their longest run asks for",
  convention:
    "contexts and runs lie within segments, what was learned is kept; 100 000 followers are kept of contexts of each length",
  validity:
    "a conservative bound for security: up to .1 bit below 1 on a fair coin of 1 000 symbols; order that the predictor cannot see is missed",
  cost: "one pass, O(16 n), some 2 to 5 microseconds a symbol",
  reference:
    "Turan et al. 2018, NIST SP 800-90B, 6.3.9 (MultiMMC); Kelsey, McKay & Turan 2015, CHES, LNCS 9293",
  minimumLength: 4,
  apart: 3,
  rangeChecked: true,
  estimate: (context) =>
    ofPredictions(context, (symbols, segmentEnds) => predictByContexts(symbols, segmentEnds)),
});
