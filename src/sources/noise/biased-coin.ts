import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { singleStateMachine } from "../../exact/machine.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { independentTruth } from "../truths/independent-truth.ts";

export const biasedCoin = defineSource({
  id: "coin",
  group: "noise",
  title: "biased coin",
  summary: "Independent tosses of a coin that shows 1 with probability p.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.1).describe("probability of a 1"),
  }),
  example: "coin(p=0.1)",
  bind({ p }) {
    const threshold = probabilityThreshold(p);
    return {
      alphabetSize: 2,
      length: Number.POSITIVE_INFINITY,
      machine: () => singleStateMachine([1 - p, p]),
      open: (random) => ({
        fill(target) {
          for (let i = 0; i < target.length; i++) target[i] = random.uint32() < threshold ? 1 : 0;
          return target.length;
        },
      }),
      truth: () => independentTruth(binaryEntropy(p), "H2(p)"),
    };
  },
});
