import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { singleStateMachine } from "../../exact/machine.ts";
import { independentTruth } from "../truths/independent-truth.ts";

export const uniform = defineSource({
  id: "uniform",
  group: "noise",
  title: "uniform noise",
  summary: "Independent draws, every symbol equally likely: the far end of noise.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27",
  params: z.strictObject({
    alphabet: z.int().min(1).max(65_536).default(27).describe("number of symbols"),
  }),
  example: "uniform(alphabet=27)",
  bind({ alphabet }) {
    return {
      alphabetSize: alphabet,
      length: Number.POSITIVE_INFINITY,
      machine: () => singleStateMachine(new Float64Array(alphabet).fill(1 / alphabet)),
      open: (random) => ({
        fill(target) {
          for (let i = 0; i < target.length; i++) target[i] = random.below(alphabet);
          return target.length;
        },
      }),
      truth: () => independentTruth(Math.log2(alphabet), "log2 A"),
    };
  },
});
