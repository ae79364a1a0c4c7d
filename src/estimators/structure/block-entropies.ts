import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { longestWord } from "../memo/suffix-structures.ts";
import { blockEntropyOf, profileSeries } from "./profile-series.ts";

export const blockEntropies = defineEstimator({
  id: "block-entropies",
  quantity: "blockEntropy",
  title: "block entropies",
  summary: "H(k) for k = 1, 2, ... while the words of k symbols are covered, by Grassberger's estimator",
  formula: "H(k) by Grassberger's estimate on the counts of k-grams",
  validity: "orders whose Good-Turing coverage is .98 or more; the others are not shown",
  cost: "O(n) by the suffix array for all k at once",
  reference: "Grassberger 2003, arXiv:physics/0307138; Good 1953, Biometrika 40 (coverage)",
  params: () =>
    z.strictObject({
      maxOrder: z.int().min(1).max(longestWord).default(longestWord).describe("longest words shown"),
    }),
  minimumLength: 1,
  estimate: (context, { maxOrder }) =>
    profileSeries(context, maxOrder, (profile, i) => blockEntropyOf(profile[i])),
});
