import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { pitmanYorMixtureEntropy } from "../../statistics/bayesian-entropy.ts";
import { symbolSpectrum } from "../memo/symbol-spectrum.ts";
import { noCoincidence } from "./coincidences.ts";
import { entropyStreams, symbolEntropyOutcome } from "./entropy-outcome.ts";

export const pitmanYorMixture = defineEstimator({
  id: "pym",
  quantity: "symbolEntropy",
  title: "Pitman-Yor mixture entropy",
  summary:
    "posterior mean of the entropy under a mixture of Pitman-Yor processes, for alphabets without bound",
  formula:
    "H = mean of E[H | c, a, d] over the posterior of a and d, prior flat in E[H | a, d] and exp(-10/(1 - g))",
  convention: "g is the share of the discount d in the prior mean; one symbol present is 0",
  validity:
    "some symbol seen twice, and tails that go on as a power law: too large by .3 bit on a Zipf law cut off at n",
  cost: "one pass, O(n), then some 20 ms; streams in constant memory",
  reference: "Archer, Park & Pillow 2014, J. Mach. Learn. Res. 15",
  minimumLength: 1,
  streams: entropyStreams,
  estimate(context) {
    const spectrum = context.get(symbolSpectrum);
    if (spectrum.types === 1) return scalar(0);
    const bits = pitmanYorMixtureEntropy(spectrum);
    return bits === undefined ? undefinedBecause(noCoincidence) : symbolEntropyOutcome(context, () => bits);
  },
});
