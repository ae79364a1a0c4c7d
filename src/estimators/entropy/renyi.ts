import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { renyiEntropy } from "../../statistics/entropy.ts";
import { symbolCounts } from "../memo/symbol-counts.ts";
import { entropyOutcome } from "./entropy-outcome.ts";
import { orderParam } from "./renyi-order.ts";

export const renyi = defineEstimator({
  id: "renyi",
  quantity: "renyiEntropy",
  title: "Renyi entropy",
  summary: "Renyi entropy of order q of the empirical distribution of symbols",
  formula: "H_q = log2(sum p^q) / (1 - q); q = 0 is log2 S, q = 1 the plug-in entropy",
  validity: "n above 100 S; below, too small for q up to 1, and less so the larger q is",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Renyi 1961, Proc. 4th Berkeley Symp. Math. Stat. Prob. 1",
  params: () => z.strictObject({ order: orderParam() }),
  minimumLength: 1,
  streams: [symbolCounts],
  rangeChecked: true,
  estimate: (context, { order }) => entropyOutcome(context, (spectrum) => renyiEntropy(spectrum, order)),
});
