import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { machineOf, machineSource } from "../sampling/machine-source.ts";

export const zeroOneRandom = defineSource({
  id: "zero-one-random",
  group: "middle",
  title: "zero, one, random",
  summary: "A 0, a 1 and the toss of a coin, over and over, from a random place in the triple.",
  reference:
    "Shai, Marzen, Teixeira, Gietelink Oldenziel & Riechers 2024, Adv. Neural Inf. Process. Syst. 37",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability that the tossed symbol is a 1"),
  }),
  example: "zero-one-random(p=0.5)",
  bind({ p }) {
    const machine = machineOf(2, 3, [
      [0, 0, 1, 1],
      [1, 1, 2, 1],
      [2, 1, 0, p],
      [2, 0, 0, 1 - p],
    ]);
    const phase = closedForm(Math.log2(3), "log2 3: both past and future reveal the phase");
    return machineSource(machine, () => ({
      symbolEntropy: closedForm(binaryEntropy((1 + p) / 3), "H2 of the share of ones, (1+p)/3"),
      entropyRate: closedForm(binaryEntropy(p) / 3, "H2(p)/3"),
      excessEntropy: phase,
      statisticalComplexity: phase,
    }));
  },
});
