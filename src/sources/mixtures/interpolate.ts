import * as z from "zod";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { createMachine } from "../../statistics/machines/create-machine.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { noiseEntropy } from "../truths/noise-entropy.ts";

export const interpolate = defineSource({
  id: "interpolate",
  group: "mixtures",
  title: "Markov interpolation",
  summary: "The next symbol is the last one plus 1, or with probability lambda a uniform draw.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 4",
  params: z.strictObject({
    alphabet: z.int().min(1).max(256).default(4).describe("number of symbols"),
    lambda: z.number().min(0).max(1).default(0.25).describe("probability of a uniform draw"),
  }),
  example: "interpolate(alphabet=4, lambda=0.25)",
  bind({ alphabet, lambda }) {
    const threshold = probabilityThreshold(lambda);
    const most = Math.log2(alphabet);
    const entropyRate = noiseEntropy(alphabet, lambda);
    return {
      alphabetSize: alphabet,
      length: Number.POSITIVE_INFINITY,
      machine: () => interpolationMachine(alphabet, lambda),
      open(random) {
        let last = random.below(alphabet);
        return {
          fill(target) {
            let symbol = last;
            for (let i = 0; i < target.length; i++) {
              symbol = symbol + 1 === alphabet ? 0 : symbol + 1;
              if (random.uint32() < threshold) symbol = random.below(alphabet);
              target[i] = symbol;
            }
            last = symbol;
            return target.length;
          },
        };
      },
      truth: () => ({
        symbolEntropy: closedForm(most, "the stationary law is uniform"),
        entropyRate: closedForm(entropyRate, "H(1-lambda+lambda/A, lambda/A, ...)"),
        excessEntropy: closedForm(Math.max(0, most - entropyRate), "log2 A - h, Markov of order 1"),
        statisticalComplexity: closedForm(
          lambda === 1 ? 0 : most,
          "log2 A: every symbol has a future of its own",
        ),
      }),
    };
  },
});

function interpolationMachine(alphabet: number, lambda: number): Machine | undefined {
  const edges = Array.from({ length: alphabet * alphabet }, (_, pair) => {
    const from = Math.floor(pair / alphabet);
    const symbol = pair % alphabet;
    const structured = symbol === (from + 1) % alphabet ? 1 - lambda : 0;
    return { from, symbol, to: symbol, probability: structured + lambda / alphabet };
  });
  const stationary = new Float64Array(alphabet).fill(1 / alphabet);
  return createMachine(alphabet, alphabet, edges, { stationary });
}
