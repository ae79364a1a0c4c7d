import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { machineOf, machineSource } from "../sampling/machine-source.ts";

/** 1/phi, the probability of a 1 after a 1. */
const free = (Math.sqrt(5) - 1) / 2;

export const goldenMeanParry = defineSource({
  id: "golden-mean-parry",
  group: "middle",
  title: "golden mean shift, Parry measure",
  summary:
    "No two zeros in a row, and otherwise as random as that allows: all such words about equally likely.",
  reference: "Parry 1964, Trans. Amer. Math. Soc. 112",
  params: z.strictObject({}),
  example: "golden-mean-parry",
  bind() {
    const ones = 1 / (2 - free);
    const rate = Math.log2(1 / free);
    const machine = machineOf(2, 2, [
      [0, 1, 0, free],
      [0, 0, 1, 1 - free],
      [1, 1, 0, 1],
    ]);
    return machineSource(machine, () => ({
      symbolEntropy: closedForm(binaryEntropy(ones), "H2 of the share of ones, phi^2/(1+phi^2)"),
      entropyRate: closedForm(rate, "log2 of the golden ratio, the growth of the number of words"),
      excessEntropy: truthOfDifference(binaryEntropy(ones), rate, "H(1) - h, Markov of order 1"),
      statisticalComplexity: closedForm(binaryEntropy(ones), "H2 of the share of ones"),
    }));
  },
});
