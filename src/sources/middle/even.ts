import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { createMachine } from "../../exact/machine.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";

export const even = defineSource({
  id: "even",
  group: "middle",
  title: "even process",
  summary: "Runs of ones between zeros have even length: a two-state machine that no finite memory captures.",
  reference: "Weiss 1973, Monatsh. Math. 77; Crutchfield & Feldman 2003, Chaos 13(1)",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability of a 0 where a 0 is allowed"),
  }),
  example: "even(p=0.5)",
  bind({ p }) {
    const free = 1 / (2 - p); // stationary probability of an even number of ones since the last zero
    const memory = p === 0 ? 0 : binaryEntropy(free); // without zeros there is no parity to remember
    const threshold = probabilityThreshold(p);
    return {
      alphabetSize: 2,
      length: Number.POSITIVE_INFINITY,
      machine: () =>
        createMachine(
          2,
          2,
          [
            { from: 0, symbol: 0, to: 0, probability: p },
            { from: 0, symbol: 1, to: 1, probability: 1 - p },
            { from: 1, symbol: 1, to: 0, probability: 1 },
          ],
          { stationary: Float64Array.of(free, 1 - free) },
        ),
      open(random) {
        let odd = random.uint32() < probabilityThreshold(free) ? 0 : 1;
        return {
          fill(target) {
            let state = odd;
            for (let i = 0; i < target.length; i++) {
              const symbol = (random.uint32() < threshold ? 0 : 1) | state;
              target[i] = symbol;
              state ^= symbol;
            }
            odd = state;
            return target.length;
          },
        };
      },
      truth: () => ({
        symbolEntropy: closedForm(binaryEntropy(p * free), "H2 of the share of zeros, p/(2-p)"),
        entropyRate: closedForm(free * binaryEntropy(p), "H2(p)/(2-p)"),
        excessEntropy: closedForm(memory, "past and future both reveal the parity: H2(1/(2-p))"),
        statisticalComplexity: closedForm(memory, "H2(1/(2-p))"),
      }),
    };
  },
});
