import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { longestWord } from "../memo/suffix-structures.ts";
import { blockEntropyOf, profileSeries } from "./profile-series.ts";

export const entropyGains = defineEstimator({
  id: "entropy-gains",
  quantity: "entropyGain",
  title: "entropy gains",
  summary: "h(k) = H(k) - H(k-1) for k = 1, 2, ... while the words of k symbols are covered",
  formula: "h(k) = H(k) - H(k-1)",
  convention: "h(1) = H(1); h(k) is the uncertainty of a symbol after k - 1 others",
  validity: "orders whose Good-Turing coverage is .98 or more; the others are not shown",
  cost: "O(n) by the suffix array for all k at once",
  reference: "Crutchfield & Feldman 2003, Chaos 13; Grassberger 2003, arXiv:physics/0307138",
  params: () =>
    z.strictObject({
      maxOrder: z.int().min(1).max(longestWord).default(longestWord).describe("longest words shown"),
    }),
  minimumLength: 1,
  estimate: (context, { maxOrder }) =>
    profileSeries(
      context,
      maxOrder,
      (profile, i) => blockEntropyOf(profile[i]) - blockEntropyOf(profile[i - 1]),
    ),
});
