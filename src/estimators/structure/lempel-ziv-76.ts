import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { lempelZiv76Parse } from "../memo/lempel-ziv-parses.ts";

export const lempelZiv76Phrases = defineEstimator({
  id: "lempel-ziv-76",
  quantity: "lempelZiv76Phrases",
  title: "LZ76 phrases",
  summary: "components of the exhaustive history: shortest words that have not started anywhere before",
  formula: "components of the exhaustive history: each is the shortest word not seen before",
  convention:
    "an incomplete last component counts, so that banana has 4; earlier words may overlap the component",
  validity: "exact; compare at equal length and alphabet only",
  cost: "O(n) by the suffix array, 12 bytes a symbol",
  reference: "Lempel & Ziv 1976, IEEE Trans. Inform. Theory 22",
  minimumLength: 1,
  estimate(context) {
    const { phrases, incomplete } = context.get(lempelZiv76Parse);
    return scalar(phrases, null, incomplete > 0 ? [{ code: "incomplete-phrase" }] : []);
  },
});
