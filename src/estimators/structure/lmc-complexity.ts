import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { lmcComplexity as lmc } from "../../statistics/complexity.ts";
import { fromWordLaw } from "../memo/word-law.ts";
import { ngramOrder } from "../ngrams/ngram-order.ts";

export const lmcComplexity = defineEstimator({
  id: "lmc-complexity",
  quantity: "lmcComplexity",
  title: "LMC complexity",
  summary: "normalised entropy of the k-grams times their squared distance from equally likely ones",
  formula: "H/log2 N * sum (p - 1/N)^2, N = A^k",
  convention: "A is the number of symbols that occur; the law is that of the counts",
  validity: "k-grams whose Good-Turing coverage is .98 or more; looks at frequencies, not at order beyond k",
  cost: "O(n), once the suffix array is there",
  reference: "Lopez-Ruiz, Mancini & Calbet 1995, Phys. Lett. A 209",
  params: () => z.strictObject({ k: ngramOrder() }),
  minimumLength: 2,
  estimate: (context, { k }) => fromWordLaw(context, k, (law, states) => scalar(lmc(law, states))),
});
