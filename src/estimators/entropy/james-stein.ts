import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { jamesSteinEntropy } from "../../statistics/entropy.ts";
import { entropyStreams } from "./entropy-outcome.ts";
import { alphabetParam, knownAlphabetOutcome } from "./known-alphabet.ts";

export const jamesStein = defineEstimator({
  id: "james-stein",
  quantity: "symbolEntropy",
  title: "James-Stein entropy",
  summary: "plug-in entropy of the empirical law shrunk towards the uniform law on a known alphabet",
  formula: "H of l/K + (1 - l) p with l = min(1, (1 - sum p^2) / ((n - 1) sum (1/K - p)^2))",
  convention: "one symbol present is 0",
  validity: "laws near the uniform one on a known alphabet; far too large or too small on text",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Hausser & Strimmer 2009, J. Mach. Learn. Res. 10",
  params: () => z.strictObject({ alphabet: alphabetParam() }),
  minimumLength: 1,
  streams: entropyStreams,
  estimate: (context, { alphabet }) => knownAlphabetOutcome(context, alphabet, jamesSteinEntropy),
});
