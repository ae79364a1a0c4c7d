import { defineEstimator } from "../../core/estimator.ts";
import { lempelZiv76Parse, phraseRate } from "../memo/lempel-ziv-parses.ts";

export const lempelZiv76Rate = defineEstimator({
  id: "lempel-ziv-76-rate",
  quantity: "entropyRate",
  title: "LZ76 rate",
  summary: "c log2 n / n with c the number of phrases of 1976",
  formula: "c76 log2(n) / n",
  convention: "log2 n, where other programs have log2 c; an incomplete last phrase counts",
  validity: "consistent, too large by some log log n / log n: .03 to .07 bit at n = 10^4 on small machines",
  cost: "O(n) by the suffix array, 12 bytes a symbol",
  reference: "Lempel & Ziv 1976, IEEE Trans. Inform. Theory 22; Kaspar & Schuster 1987, Phys. Rev. A 36",
  minimumLength: 2,
  estimate(context) {
    const parse = context.get(lempelZiv76Parse);
    return phraseRate(
      parse,
      context.sequence.segmentEnds.length,
      (parse.phrases * Math.log2(context.n)) / context.n,
    );
  },
});
