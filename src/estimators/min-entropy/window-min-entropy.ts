import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { predictByWindows } from "../../min-entropy/window-predictor.ts";
import { ofPredictions } from "./of-predictions.ts";

export const windowMinEntropy = defineEstimator({
  id: "window-prediction",
  quantity: "minEntropy",
  title: "min-entropy against guesses of common symbols",
  summary: "least surprise a symbol against who guesses the most common of the last 63, 255, 1023 or 4095",
  formula:
    "-log2 of the larger of the upper 99 % end of the share of right guesses and the share that their longest run asks for",
  convention: "segments are read one after the other; probabilities of runs by Feller's approximation",
  validity:
    "an adversary's view: a fair coin shows up to .1 bit less than 1 at 1 000 symbols, and order that the predictor does not see shows nothing",
  cost: "one pass, O(n), 20 ns a symbol",
  reference:
    "Turan et al. 2018, NIST SP 800-90B, 6.3.7 (MultiMCW); Kelsey, McKay & Turan 2015, CHES, LNCS 9293",
  params: () => z.strictObject({}),
  minimumLength: 65,
  rangeChecked: true,
  estimate: (context) => ofPredictions(context, predictByWindows),
});
