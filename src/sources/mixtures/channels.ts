import * as z from "zod";
import type { Random } from "../../core/random.ts";
import {
  type BoundSource,
  defineSource,
  type Machine,
  type SourceBody,
  type SourceDefinition,
  type SymbolStream,
} from "../../core/source.ts";
import { erasureChannel, replacementChannel } from "../../exact/channels.ts";
import { probabilityThreshold } from "../sampling/draws.ts";
import { erasedTruth, partsBehind, replacedTruth } from "../truths/channel-truths.ts";

/** Possible marks of an erased symbol. */
const marks = ["?", "_", "\u25a1"];

export const erase: SourceDefinition = defineSource({
  id: "erase",
  group: "mixtures",
  title: "erasures",
  summary:
    "Each symbol of a source becomes, with probability eps, an erasure mark: one more symbol in the alphabet.",
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
  const mark = child.alphabetSize;
  const parts = partsBehind(child, (part) => erased(part, eps), erase, `eps=${eps}`);
  const taken = new Set(Array.from({ length: mark }, (_, symbol) => child.label(symbol)));
  const shown = marks.find((label) => !taken.has(label)) ?? "\ufffd";
  return {
    ...disturbed(child, eps, erasureChannel, () => mark),
    alphabetSize: mark + 1,
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
  const { alphabetSize } = child;
  const parts = partsBehind(child, (part) => replaced(part, eps), replace, `eps=${eps}`);
  return {
    ...disturbed(child, eps, replacementChannel, (noise) => noise.below(alphabetSize)),
    alphabetSize,
    ...parts,
    // The noise has a rate, which a learner finds long before the rest.
    ...(child.unknowns === undefined ? {} : { unknowns: () => child.unknowns!() }),
    truth: () => replacedTruth(child, eps, parts),
    label: (symbol) => child.label(symbol),
  };
}

/** A source of which each symbol is redrawn with probability eps. */
function disturbed(
  child: BoundSource,
  eps: number,
  channel: (machine: Machine, eps: number) => Machine | undefined,
  draw: (noise: Random) => number,
) {
  const threshold = probabilityThreshold(eps);
  return {
    length: child.length,
    machine() {
      const machine = child.machine?.();
      return machine && channel(machine, eps);
    },
    open(random: Random): SymbolStream {
      const stream = child.open(random.fork("source"));
      const noise = random.fork("noise");
      return {
        fill(target) {
          const filled = stream.fill(target);
          for (let i = 0; i < filled; i++) if (noise.uint32() < threshold) target[i] = draw(noise);
          return filled;
        },
      };
    },
  };
}
