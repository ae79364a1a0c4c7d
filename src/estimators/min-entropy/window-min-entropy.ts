import { defineEstimator } from "../../core/estimator.ts";
import { predictByWindows } from "../../statistics/predictors.ts";
import { ofPredictions } from "./of-predictions.ts";

export const windowMinEntropy = defineEstimator({
  id: "window-prediction",
  quantity: "minEntropy",
  title: "min-entropy against guesses of common symbols",
  summary:
    "min-entropy a symbol against a predictor that guesses the most common of the last 63, 255, 1023 or 4095 symbols",
  formula:
    "-log2 of the larger of the upper 99 % end of the share of right guesses and the share that their longest run asks for",
  convention:
    "windows and runs lie within segments, what was learned is kept; probabilities of runs by Feller's approximation",
  validity:
    "a conservative bound for security: up to .1 bit below 1 on a fair coin of 1 000 symbols; order that the predictor cannot see is missed",
  cost: "one pass, O(n), 20 ns a symbol",
  reference:
    "Turan et al. 2018, NIST SP 800-90B, 6.3.7 (MultiMCW); Kelsey, McKay & Turan 2015, CHES, LNCS 9293",
  minimumLength: 65,
  rangeChecked: true,
  estimate: (context) => ofPredictions(context, predictByWindows),
});
