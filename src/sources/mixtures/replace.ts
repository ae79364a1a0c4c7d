import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { replacementChannel } from "../../machines/replacement-channel.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { replacedTruth } from "../truths/replaced-truth.ts";

export const replace = defineSource({
  id: "replace",
  group: "mixtures",
  title: "replacement noise",
  summary: "Each symbol of a source becomes, with probability eps, a uniform draw from its alphabet.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 7",
  params: z.strictObject({
    eps: z.number().min(0).max(1).default(0.1).describe("probability that a symbol is replaced"),
  }),
  inputs: 1,
  example: "replace(periodic(word=00101), eps=0.1)",
  bind({ eps }, [child]) {
    const { alphabetSize, length } = child!;
    const threshold = probabilityThreshold(eps);
    return {
      alphabetSize,
      length,
      machine() {
        const machine = child!.machine?.();
        return machine && replacementChannel(machine, eps);
      },
      open(random) {
        const stream = child!.open(random.fork("source"));
        const noise = random.fork("noise");
        return {
          fill(target) {
            const filled = stream.fill(target);
            for (let i = 0; i < filled; i++) {
              if (noise.uint32() < threshold) target[i] = noise.below(alphabetSize);
            }
            return filled;
          },
        };
      },
      truth: () => replacedTruth(child!, eps),
      label: (symbol) => child!.label(symbol),
    };
  },
});
