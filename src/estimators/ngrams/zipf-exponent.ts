import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { maximumLikelihoodZipf } from "../../statistics/zipf.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";

export const zipfExponent = defineEstimator({
  id: "zipf-exponent",
  quantity: "zipfExponent",
  title: "Zipf exponent",
  summary: "exponent s of p(r) ~ r^-s over the ranks 1..V of the symbols present, by maximum likelihood",
  formula: "the s that maximises sum over ranks r of -c_r s log r - n log sum r^-s",
  convention: "ranks of the sample itself, finite V; not the slope of a log-log plot",
  validity: "too large when most symbols occur once or twice: chance is sorted into the ranks",
  cost: "one pass, O(n), and a search over one exponent",
  reference: "Goldstein, Morris & Yen 2004, Eur. Phys. J. B 41",
  minimumLength: 1,
  streams: [symbolCounts],
  estimate(context) {
    const fit = maximumLikelihoodZipf(context.get(symbolCounts));
    return fit === undefined
      ? undefinedBecause("a law of ranks needs two different symbols")
      : scalar(fit.exponent);
  },
});
