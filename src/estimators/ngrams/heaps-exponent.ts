import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { heapsExponent as fitHeaps } from "../../statistics/vocabulary.ts";

export const heapsExponent = defineEstimator({
  id: "heaps-exponent",
  quantity: "heapsExponent",
  title: "Heaps exponent",
  summary: "exponent b of the growth V(n) ~ n^b of different symbols, by least squares in log-log",
  formula: "b of V(n) = K n^b, least squares in logarithms",
  convention: "sizes 2^(j/4), each octave with the same weight; blocks are read one after the other",
  validity: "depends on the smallest size fitted; falls towards 0 once the alphabet is exhausted",
  cost: "one pass, O(n), and a fit to the growth of the vocabulary",
  reference: "Heaps 1978, Information Retrieval: Computational and Theoretical Aspects",
  params: () =>
    z.strictObject({
      smallest: z.int().min(1).default(100).describe("smallest number of symbols fitted"),
    }),
  minimumLength: 1,
  estimate(context, { smallest }) {
    const { symbols, alphabetSize } = context.sequence;
    const fit = fitHeaps(symbols, alphabetSize, smallest);
    if (fit === undefined) return undefinedBecause(`too few symbols for three sizes from ${smallest} on`);
    return scalar(fit.exponent);
  },
});
