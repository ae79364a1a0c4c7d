import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { dirichletPriors, posteriorMeanEntropy, smoothedEntropy } from "../../statistics/bayesian-entropy.ts";
import { entropyStreams } from "./entropy-outcome.ts";
import { alphabetParam, knownAlphabetOutcome } from "./known-alphabet.ts";

export const dirichlet = defineEstimator({
  id: "dirichlet",
  quantity: "symbolEntropy",
  title: "Dirichlet entropy",
  summary: "entropy under a Dirichlet prior with a pseudocounts for each symbol of a known alphabet",
  formula:
    "H of the law (c + a)/(n + K a), or psi(n + K a + 1) - sum (c + a) psi(c + a + 1)/(n + K a) in nats; a = 1/2, 1, 1/K or sqrt(n)/K",
  convention: "entropy of the posterior mean law by default; one symbol present is 0",
  validity: "n above K a; the prior decides below that, since it all but fixes the entropy when K is large",
  cost: "one pass, O(n); streams in constant memory",
  reference:
    "Krichevsky & Trofimov 1981, IEEE Trans. Inform. Theory 27; Wolpert & Wolf 1995, Phys. Rev. E 52; Agresti & Hitchcock 2005, Stat. Methods Appl. 14",
  params: () =>
    z.strictObject({
      prior: z
        .enum(["jeffreys", "laplace", "perks", "minimax"])
        .default("jeffreys")
        .describe("pseudocounts a symbol: 1/2, 1, 1/K or sqrt(n)/K"),
      mean: z
        .enum(["law", "entropy"])
        .default("law")
        .describe("law: entropy of the posterior mean law; entropy: posterior mean of the entropy"),
      alphabet: alphabetParam(),
    }),
  minimumLength: 1,
  streams: entropyStreams,
  estimate: (context, { prior, mean, alphabet }) =>
    knownAlphabetOutcome(context, alphabet, (spectrum, size) => {
      const entropyOf = mean === "law" ? smoothedEntropy : posteriorMeanEntropy;
      return entropyOf(spectrum, size, dirichletPriors[prior](size, spectrum.tokens));
    }),
});
