import { defineEstimator } from "../../core/estimator.ts";
import { lempelZiv78Parse, phraseRate } from "../memo/lempel-ziv-parses.ts";

export const lempelZiv78Rate = defineEstimator({
  id: "lempel-ziv-78-rate",
  quantity: "entropyRate",
  title: "LZ78 rate",
  summary: "c log2 c / n with c the number of phrases of 1978",
  formula: "c78 log2(c78) / n",
  convention: "log2 c, where other programs have log2 n; an incomplete last phrase counts",
  validity: "consistent, too large by some 1/log n: .2 bit at n = 10^4 on small machines",
  cost: "O(n) by a hashed tree of phrases",
  reference: "Ziv & Lempel 1978, IEEE Trans. Inform. Theory 24; Cover & Thomas 2006, Theorem 13.5.3",
  minimumLength: 2,
  estimate(context) {
    const parse = context.get(lempelZiv78Parse);
    return phraseRate(
      parse,
      context.sequence.segmentEnds.length,
      (parse.phrases * Math.log2(parse.phrases)) / context.n,
    );
  },
});
