import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { typeToken } from "../../statistics/vocabulary.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";
import { symbolSpectrum } from "../memo/symbol-spectrum.ts";

export const typeTokenRatio = defineEstimator({
  id: "type-token-ratio",
  quantity: "typeTokenRatio",
  title: "type-token ratio",
  summary: "different symbols divided by symbols",
  formula: "distinct symbols / n",
  validity: "exact; falls with length, compare at equal length only",
  cost: "one pass, O(n)",
  reference: "Tweedie & Baayen 1998, Comput. Humanit. 32",
  minimumLength: 1,
  streams: [symbolCounts],
  rangeChecked: true,
  estimate: (context) => scalar(typeToken(context.get(symbolSpectrum)).typeTokenRatio),
});
