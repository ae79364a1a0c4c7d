import { defineEstimator } from "../../core/estimator.ts";
import { predictByLags } from "../../statistics/predictors.ts";
import { ofPredictions } from "./of-predictions.ts";

export const lagMinEntropy = defineEstimator({
  id: "lag-prediction",
  quantity: "minEntropy",
  title: "min-entropy against guesses at a distance",
  summary:
    "min-entropy a symbol against a predictor that guesses the symbol a fixed distance back, up to 128",
  formula:
    "-log2 of the larger of the upper 99 % end of the share of right guesses and the share that their longest run asks for",
  convention:
    "distances and runs lie within segments, what was learned is kept; probabilities of runs by Feller's approximation",
  validity:
    "a conservative bound for security: up to .1 bit below 1 on a fair coin of 1 000 symbols; order that the predictor cannot see is missed",
  cost: "one pass, O(128 n), .2 microseconds a symbol",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.8 (Lag); Kelsey, McKay & Turan 2015, CHES, LNCS 9293",
  minimumLength: 3,
  rangeChecked: true,
  estimate: (context) =>
    ofPredictions(context, (symbols, segmentEnds) => predictByLags(symbols, segmentEnds)),
});
