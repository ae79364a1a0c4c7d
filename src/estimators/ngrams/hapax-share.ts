import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { typeToken } from "../../statistics/vocabulary.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";
import { symbolSpectrum } from "../memo/symbol-spectrum.ts";

export const hapaxShare = defineEstimator({
  id: "hapax-share",
  quantity: "hapaxShare",
  title: "hapax share",
  summary: "share of the different symbols that occur once",
  formula: "f1 / distinct symbols",
  validity: "exact; compare at equal length only",
  cost: "one pass, O(n)",
  reference: "Baayen 2001, Word Frequency Distributions, ch. 1",
  minimumLength: 1,
  streams: [symbolCounts],
  rangeChecked: true,
  estimate(context) {
    const { hapaxes, types } = typeToken(context.get(symbolSpectrum));
    return scalar(hapaxes / types);
  },
});
