import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { jensenShannonComplexity as complexityOf } from "../../statistics/complexity.ts";
import { fromWordLaw } from "../memo/word-law.ts";
import { ngramOrder } from "../ngrams/ngram-order.ts";

export const jensenShannonComplexity = defineEstimator({
  id: "jensen-shannon-complexity",
  quantity: "jensenShannonComplexity",
  title: "Jensen-Shannon complexity",
  summary: "normalised entropy of the k-grams times their normalised divergence from equally likely ones",
  formula: "H/log2 N * JSD(p, uniform)/max JSD, N = A^k",
  convention: "A is the number of symbols that occur; of k-grams, not of ordinal patterns",
  validity: "k-grams whose Good-Turing coverage is .98 or more; looks at frequencies, not at order beyond k",
  cost: "O(n), once the suffix array is there",
  reference: "Lamberti, Martin, Plastino & Rosso 2004, Physica A 334",
  params: () => z.strictObject({ k: ngramOrder() }),
  minimumLength: 2,
  estimate: (context, { k }) =>
    fromWordLaw(context, k, (law, states) => scalar(complexityOf(law, states).complexity)),
});
