import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { undefinedBecause } from "../../core/measurement.ts";
import { heapsExponent } from "../../statistics/vocabulary.ts";

export const vocabularyGrowth = defineEstimator({
  id: "vocabulary-growth",
  quantity: "vocabularyGrowth",
  title: "vocabulary growth",
  summary: "different symbols among the first m, at four sizes m an octave",
  formula: "V(m) for m = round(2^(j/4)) and m = n",
  convention: "blocks are read one after the other",
  validity: "exact",
  cost: "one pass, O(n + A)",
  reference: "Baayen 2001, Word Frequency Distributions, ch. 1",
  params: () =>
    z.strictObject({
      smallest: z.int().min(1).default(1).describe("smallest number of symbols shown"),
    }),
  minimumLength: 3,
  estimate(context, { smallest }) {
    const { symbols, alphabetSize } = context.sequence;
    const curve = heapsExponent(symbols, alphabetSize, smallest);
    if (curve === undefined) return undefinedBecause(`too few symbols for three sizes from ${smallest} on`);
    const points = Array.from(curve.tokens, (x, i) => ({ x, value: curve.types[i]!, interval: null }));
    return { shape: "series", value: { index: "m", points } };
  },
});
