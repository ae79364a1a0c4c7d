import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { chiSquareAgainstUniform } from "../../statistics/randomness.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";

export const chiSquare = defineEstimator({
  id: "chi-square",
  quantity: "chiSquare",
  title: "chi-square",
  summary: "Pearson's statistic of the symbol counts against equally likely symbols",
  formula: "sum (c - n/A)^2/(n/A) over all A symbols",
  convention: "A is the size of the alphabet, so 256 for bytes, absent ones included, as in ent",
  validity: "exact; A - 1 in expectation for independent uniform symbols",
  cost: "O(A), once symbols are counted",
  reference: "Pearson 1900, Philos. Mag. 50",
  minimumLength: 1,
  streams: [symbolCounts],
  estimate: (context) => scalar(chiSquareAgainstUniform(context.get(symbolCounts))),
});
