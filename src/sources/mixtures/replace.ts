import * as z from "zod";
import { type BoundSource, defineSource, type SourceBody, type SourceDefinition } from "../../core/source.ts";
import { replacementChannel } from "../../exact/channels.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { partsBehind } from "../truths/memoryless-channel.ts";
import { replacedTruth } from "../truths/replaced-truth.ts";

export const replace: SourceDefinition = defineSource({
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
  bind: ({ eps }, [child]) => replaced(child!, eps),
});

function replaced(child: BoundSource, eps: number): SourceBody {
  const { alphabetSize, length } = child;
  const threshold = probabilityThreshold(eps);
  const parts = partsBehind(child, (part) => replaced(part, eps), replace, `eps=${eps}`);
  return {
    alphabetSize,
    length,
    machine() {
      const machine = child.machine?.();
      return machine && replacementChannel(machine, eps);
    },
    open(random) {
      const stream = child.open(random.fork("source"));
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
    ...parts,
    truth: () => replacedTruth(child, eps, parts),
    label: (symbol) => child.label(symbol),
  };
}
