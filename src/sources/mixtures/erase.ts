import * as z from "zod";
import { type BoundSource, defineSource, type SourceBody, type SourceDefinition } from "../../core/source.ts";
import { erasureChannel } from "../../exact/channels.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { erasedTruth } from "../truths/erased-truth.ts";
import { partsBehind } from "../truths/memoryless-channel.ts";

/** Marks that an erased symbol can be shown by. */
const marks = ["?", "_", "\u25a1"];

export const erase: SourceDefinition = defineSource({
  id: "erase",
  group: "mixtures",
  title: "erasures",
  summary: "Each symbol of a source becomes, with probability eps, a mark of its own: one symbol more.",
  reference:
    "Elias 1955, IRE Conv. Rec. 3 (erasure channel); Verdu & Weissman 2008, IEEE Trans. Inform. Theory 54",
  params: z.strictObject({
    eps: z.number().min(0).max(1).default(0.2).describe("probability that a symbol is erased"),
  }),
  inputs: 1,
  example: "erase(markov(matrix=[[0.9,0.1],[0.1,0.9]]), eps=0.2)",
  bind: ({ eps }, [child]) => erased(child!, eps),
});

function erased(child: BoundSource, eps: number): SourceBody {
  const { alphabetSize: mark, length } = child;
  const threshold = probabilityThreshold(eps);
  const parts = partsBehind(child, (part) => erased(part, eps), erase, `eps=${eps}`);
  const taken = new Set(Array.from({ length: mark }, (_, symbol) => child.label(symbol)));
  const shown = marks.find((label) => !taken.has(label)) ?? "\ufffd";
  return {
    alphabetSize: mark + 1,
    length,
    machine() {
      const machine = child.machine?.();
      return machine && erasureChannel(machine, eps);
    },
    open(random) {
      const stream = child.open(random.fork("source"));
      const noise = random.fork("noise");
      return {
        fill(target) {
          const filled = stream.fill(target);
          for (let i = 0; i < filled; i++) if (noise.uint32() < threshold) target[i] = mark;
          return filled;
        },
      };
    },
    ...parts,
    truth: () => erasedTruth(child, eps, parts),
    label: (symbol) => (symbol === mark ? shown : child.label(symbol)),
  };
}
