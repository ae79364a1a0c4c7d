import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { createMachine } from "../../exact/machine.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";

export const goldenMean = defineSource({
  id: "golden-mean",
  group: "middle",
  title: "golden mean process",
  summary: "No two zeros in a row: after a 1 comes a 1 with probability p, after a 0 always a 1.",
  reference: "Crutchfield & Feldman 2003, Chaos 13(1)",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability of a 1 after a 1"),
  }),
  example: "golden-mean(p=0.5)",
  bind({ p }) {
    const free = 1 / (2 - p); // stationary probability of being free to choose
    const zeros = (1 - p) * free;
    const entropyRate = free * binaryEntropy(p);
    const threshold = probabilityThreshold(p);
    return {
      alphabetSize: 2,
      length: Number.POSITIVE_INFINITY,
      machine: () =>
        createMachine(
          2,
          2,
          [
            { from: 0, symbol: 1, to: 0, probability: p },
            { from: 0, symbol: 0, to: 1, probability: 1 - p },
            { from: 1, symbol: 1, to: 0, probability: 1 },
          ],
          { stationary: Float64Array.of(free, 1 - free) },
        ),
      open(random) {
        let forced = random.uint32() < probabilityThreshold(free) ? 0 : 1;
        return {
          fill(target) {
            let state = forced;
            for (let i = 0; i < target.length; i++) {
              const symbol = (random.uint32() < threshold ? 1 : 0) | state;
              target[i] = symbol;
              state = symbol ^ 1;
            }
            forced = state;
            return target.length;
          },
        };
      },
      truth: () => ({
        symbolEntropy: closedForm(binaryEntropy(zeros), "H2 of the share of zeros, (1-p)/(2-p)"),
        entropyRate: closedForm(entropyRate, "H2(p)/(2-p)"),
        excessEntropy: truthOfDifference(binaryEntropy(zeros), entropyRate, "H(1) - h, Markov of order 1"),
        statisticalComplexity: closedForm(binaryEntropy(free), "H2(1/(2-p))"),
      }),
    };
  },
});
