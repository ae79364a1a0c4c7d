import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { predictByDictionary } from "../../min-entropy/dictionary-predictor.ts";
import { ofPredictions } from "./of-predictions.ts";

export const dictionaryMinEntropy = defineEstimator({
  id: "dictionary-prediction",
  quantity: "minEntropy",
  title: "min-entropy against guesses from a dictionary",
  summary: "least surprise a symbol against who guesses by a dictionary that grows as that of LZ78",
  formula:
    "-log2 of the larger of the upper 99 % end of the share of right guesses and the share that their longest run asks for",
  convention: "segments are read one after the other; 65 536 contexts of 1 to 16 symbols are kept",
  validity:
    "an adversary's view: a fair coin shows up to .1 bit less than 1 at 1 000 symbols, and order that the predictor does not see shows nothing",
  cost: "one pass, O(16 n), some 2 microseconds a symbol",
  reference:
    "Turan et al. 2018, NIST SP 800-90B, 6.3.10 (LZ78Y); Kelsey, McKay & Turan 2015, CHES, LNCS 9293",
  params: () => z.strictObject({}),
  minimumLength: 19,
  apart: 2,
  rangeChecked: true,
  estimate: (context) => ofPredictions(context, (symbols) => predictByDictionary(symbols)),
});
