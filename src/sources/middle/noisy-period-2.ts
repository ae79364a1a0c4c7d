import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { machineOf, machineSource } from "../sampling/machine-source.ts";

export const noisyPeriod2 = defineSource({
  id: "noisy-period-2",
  group: "middle",
  title: "noisy period 2",
  summary: "Every other symbol is a 1, those between are tosses of a coin.",
  reference: "Crutchfield & Feldman 2003, Chaos 13(1)",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability that a tossed symbol is a 1"),
  }),
  example: "noisy-period-2(p=0.5)",
  bind({ p }) {
    const machine = machineOf(2, 2, [
      [0, 1, 1, 1],
      [1, 1, 0, p],
      [1, 0, 0, 1 - p],
    ]);
    const phase = closedForm(p === 1 ? 0 : 1, "log2 2: both past and future reveal the phase unless p = 1");
    return machineSource(machine, () => ({
      symbolEntropy: closedForm(binaryEntropy((1 - p) / 2), "H2 of the share of zeros, (1-p)/2"),
      entropyRate: closedForm(binaryEntropy(p) / 2, "H2(p)/2"),
      excessEntropy: phase,
      statisticalComplexity: phase,
    }));
  },
});
