import { defineEstimator } from "../../core/estimator.ts";
import { extropy as extropyOf } from "../../statistics/entropy.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";
import { entropyOutcome } from "./entropy-outcome.ts";

export const extropy = defineEstimator({
  id: "extropy",
  quantity: "extropy",
  title: "extropy",
  summary: "extropy of the empirical distribution of symbols, the entropy's dual",
  formula: "J = -sum (1 - p) log2(1 - p)",
  validity: "n above 100 S",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Lad, Sanfilippo & Agro 2015, Stat. Sci. 30",
  minimumLength: 1,
  streams: [symbolCounts],
  rangeChecked: true,
  estimate: (context) => entropyOutcome(context, extropyOf),
});
