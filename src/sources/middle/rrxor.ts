import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { machineOf, machineSource } from "../sampling/machine-source.ts";

export const rrxor = defineSource({
  id: "rrxor",
  group: "middle",
  title: "random-random-xor",
  summary: "Two coins and then their exclusive or, over and over, from a random place in the triple.",
  reference: "Crutchfield & Feldman 2003, Chaos 13(1)",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability of a 1 for either coin"),
  }),
  example: "rrxor(p=0.5)",
  bind({ p }) {
    const machine = machineOf(2, 5, [
      [0, 0, 1, 1 - p],
      [0, 1, 2, p],
      [1, 0, 3, 1 - p],
      [1, 1, 4, p],
      [2, 0, 4, 1 - p],
      [2, 1, 3, p],
      [3, 0, 0, 1],
      [4, 1, 0, 1],
    ]);
    return machineSource(machine, () => {
      if (p === 0 || p === 1) return machineTruth(machine);
      const memory = Math.log2(3) + (binaryEntropy(p) + binaryEntropy(2 * p * (1 - p))) / 3;
      return {
        symbolEntropy: closedForm(
          binaryEntropy((2 * p + 2 * p * (1 - p)) / 3),
          "H2 of the share of ones, (2p + 2p(1-p))/3",
        ),
        entropyRate: closedForm((2 / 3) * binaryEntropy(p), "2 H2(p)/3"),
        excessEntropy: closedForm(memory, "the future reveals the state as the past does: E = C_mu"),
        statisticalComplexity: closedForm(memory, "log2 3 + (H2(p) + H2(2p(1-p)))/3"),
      };
    });
  },
});
