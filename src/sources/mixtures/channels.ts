import * as z from "zod";
import { type BoundSource, defineSource, type SourceBody, type SourceDefinition } from "../../core/source.ts";
import { erasureChannel, replacementChannel } from "../../exact/channels.ts";
import { probabilityThreshold } from "../sampling/draws.ts";
import { erasedTruth, partsBehind, replacedTruth } from "../truths/channel-truths.ts";

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
