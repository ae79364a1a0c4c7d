import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { lempelZiv78Parse } from "../memo/lempel-ziv-parses.ts";

export const lempelZiv78Phrases = defineEstimator({
  id: "lempel-ziv-78",
  quantity: "lempelZiv78Phrases",
  title: "LZ78 phrases",
  summary: "phrases of the incremental parsing: shortest words that are no phrase yet",
  formula: "phrases, each an earlier phrase and one symbol",
  convention: "an incomplete last phrase counts; the dictionary is kept from block to block",
  validity: "exact; compare at equal length and alphabet only",
  cost: "O(n) by a hashed tree of phrases",
  reference: "Ziv & Lempel 1978, IEEE Trans. Inform. Theory 24",
  minimumLength: 1,
  estimate(context) {
    const { phrases, incomplete } = context.get(lempelZiv78Parse);
    return scalar(phrases, null, incomplete > 0 ? [{ code: "incomplete-phrase" }] : []);
  },
});
