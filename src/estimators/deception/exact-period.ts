import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { exactPeriod as periodOf } from "../../statistics/periods.ts";

export const exactPeriod = defineEstimator({
  id: "exact-period",
  quantity: "period",
  title: "exact period",
  summary: "least p with which the whole sequence repeats itself",
  formula: "least p <= n/2 with x_i = x_(i+p) for all i",
  convention: "in every block; each must contain the period at least twice",
  validity: "exact; one wrong symbol hides it, see approximate-period",
  cost: "O(n), some 3 ns and 4 bytes a symbol",
  reference: "Knuth, Morris & Pratt 1977, SIAM J. Comput. 6",
  minimumLength: 2,
  estimate({ sequence }) {
    const period = periodOf(sequence.symbols, sequence.segmentEnds);
    return period === undefined
      ? undefinedBecause("no period that every block contains twice")
      : scalar(period);
  },
});
