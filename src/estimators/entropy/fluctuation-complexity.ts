import { defineEstimator } from "../../core/estimator.ts";
import { fluctuationComplexity as fluctuationOf } from "../../statistics/entropy.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";
import { entropyOutcome } from "./entropy-outcome.ts";

export const fluctuationComplexity = defineEstimator({
  id: "fluctuation-complexity",
  quantity: "fluctuationComplexity",
  title: "fluctuation complexity",
  summary: "standard deviation of the surprise of a symbol under the empirical distribution",
  formula: "sqrt(sum p (-log2 p - H)^2)",
  convention: "of single symbols, where Bates and Shepard take states of a chain",
  validity: "n above 100 S",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Bates & Shepard 1993, Phys. Lett. A 172",
  minimumLength: 1,
  streams: [symbolCounts],
  estimate: (context) => entropyOutcome(context, fluctuationOf),
});
