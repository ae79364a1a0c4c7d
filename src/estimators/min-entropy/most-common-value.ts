import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { minEntropyBound } from "../../statistics/min-entropy.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";
import { symbolSpectrum } from "../memo/symbol-spectrum.ts";

export const mostCommonValue = defineEstimator({
  id: "most-common-value",
  quantity: "minEntropy",
  title: "min-entropy by the most common value",
  summary: "min-entropy of a single symbol, from the upper end of the 99 % interval of the largest frequency",
  formula: "-log2 min(1, p + 2.576 sqrt(p (1 - p)/(n - 1))), p the largest frequency",
  convention: "a lower bound at 99 % for independent symbols",
  validity: "order is ignored: a bound on what an adversary can guess only for independent symbols",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.1",
  minimumLength: 2,
  streams: [symbolCounts],
  rangeChecked: true,
  estimate(context) {
    const { frequencies, tokens } = context.get(symbolSpectrum);
    return scalar(minEntropyBound(frequencies.at(-1)! / tokens, tokens));
  },
});
