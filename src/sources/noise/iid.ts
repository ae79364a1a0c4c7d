import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { independentSource } from "./independent-source.ts";

export const iid = defineSource({
  id: "iid",
  group: "noise",
  title: "independent draws",
  summary: "Independent draws from a law you give, one probability a symbol.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27",
  params: z
    .strictObject({
      probabilities: z
        .array(z.number().min(0).max(1))
        .min(1)
        .max(65_536)
        .default([0.5, 0.25, 0.25])
        .describe("probability of each symbol; together 1"),
    })
    .superRefine(({ probabilities }, context) => {
      const sum = total(probabilities);
      if (Math.abs(sum - 1) <= 1e-9) return;
      const message = `probabilities add up to ${Number(sum.toPrecision(10))}, not 1`;
      context.addIssue({ code: "custom", path: ["probabilities"], message });
    }),
  example: "iid(probabilities=[0.5,0.25,0.25])",
  bind({ probabilities }) {
    const sum = total(probabilities);
    return independentSource(
      probabilities.map((probability) => probability / sum),
      "entropy of the given law",
    );
  },
});

function total(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, probability) => sum + probability, 0);
}
