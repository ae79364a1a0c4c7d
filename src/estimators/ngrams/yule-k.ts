import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { typeToken } from "../../statistics/vocabulary.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";
import { symbolSpectrum } from "../memo/symbol-spectrum.ts";

export const yuleK = defineEstimator({
  id: "yule-k",
  quantity: "yuleK",
  title: "Yule's K",
  summary:
    "probability that two positions have the same symbol, times 10 000: larger for a smaller vocabulary",
  formula: "K = 10^4 (sum m^2 V_m - n)/n^2 over the V_m symbols that occur m times",
  convention: "10^4, not 10^5; pairs of positions over n^2, not n (n - 1)",
  validity: "exact; nearly free of the length",
  cost: "one pass, O(n); streams in constant memory",
  reference:
    "Yule 1944, The Statistical Study of Literary Vocabulary; Tweedie & Baayen 1998, Comput. Humanit. 32",
  minimumLength: 1,
  streams: [symbolCounts],
  rangeChecked: true,
  estimate: (context) => scalar(typeToken(context.get(symbolSpectrum)).yuleK),
});
