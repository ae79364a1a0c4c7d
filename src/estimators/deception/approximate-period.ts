import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { approximatePeriodOf } from "../memo/approximate-period.ts";

/** Shorter blocks give too few pairs for a normal law. */
export const shortestPeriodic = 100;
export const noPeriod =
  "no lag agrees beyond chance, at level .01 over all lags, together with its multiples";

export const approximatePeriod = defineEstimator({
  id: "approximate-period",
  quantity: "approximatePeriod",
  title: "approximate period",
  summary: "the lag at which symbols agree most, if that is beyond chance and its multiples agree too",
  formula: "d with most of x_i = x_(i+d), or its least divisor that agrees as well",
  convention: "lags up to a third of the longest block; at 2, 3, 4, 5 and 8 d half of the excess must remain",
  validity: "100 symbols or more; the first 524 288 of the longest block are looked at",
  cost: "two Fourier transforms and some 200 passes, .8 s for 10^6 symbols",
  reference: "Fischer & Paterson 1974, SIAM-AMS Proc. 7; Atallah, Chyzak & Dumas 2001, Algorithmica 29",
  minimumLength: shortestPeriodic,
  estimate(context) {
    const found = context.get(approximatePeriodOf);
    return found === undefined ? undefinedBecause(noPeriod) : scalar(found.period);
  },
});
