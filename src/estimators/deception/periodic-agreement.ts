import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { approximatePeriodOf } from "../memo/approximate-period.ts";
import { noPeriod, shortestPeriodic } from "./approximate-period.ts";

export const periodicAgreement = defineEstimator({
  id: "periodic-agreement",
  quantity: "periodicAgreement",
  title: "periodic agreement",
  summary: "how far symbols one approximate period apart agree beyond chance, 1 for an exact period",
  formula: "(r - q)/(1 - q), r the share of agreements, q = sum p^2",
  convention: "(1 - eps)^2 for a period of which a share eps was replaced by symbols of the same law",
  validity: "where there is an approximate period",
  cost: "that of approximate-period, shared with it",
  reference: "Cohen 1960, Educ. Psychol. Meas. 20 (agreement beyond chance)",
  minimumLength: shortestPeriodic,
  estimate(context) {
    const found = context.get(approximatePeriodOf);
    if (found === undefined) return undefinedBecause(noPeriod);
    return scalar((found.rate - found.chance) / (1 - found.chance));
  },
});
