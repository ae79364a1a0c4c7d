import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { type BoundSource, defineSource } from "../../core/source.ts";
import { createAliasTable, drawFromLaw } from "../sampling/alias-table.ts";
import { choiceTruth } from "../truths/choice-truth.ts";
import { mixedAlphabet, mixedLabel, mostParts, partName } from "./mixed-label.ts";

export const choose = defineSource({
  id: "choose",
  group: "mixtures",
  title: "one of several sources",
  summary: "One source for good, drawn at the start: not ergodic, a sequence shows one component only.",
  reference: "Gray & Davisson 1974, IEEE Trans. Inform. Theory 20 (ergodic decomposition)",
  params: z.strictObject({
    weights: z
      .array(z.number().min(0).max(1e9))
      .max(mostParts)
      .default([])
      .describe("how often each source is drawn, up to a factor; all alike when absent"),
  }),
  inputs: [2, mostParts],
  example: "choose(golden-mean, coin(p=0.5), weights=[1,1])",
  bind({ weights }, parts) {
    const law = shares(weights, parts);
    const possible = parts.filter((_, i) => law[i]! > 0);
    const length = possible.reduce((least, part) => Math.min(least, part.length), Number.POSITIVE_INFINITY);
    return {
      alphabetSize: mixedAlphabet(parts),
      length,
      machine: () => (possible.length === 1 ? possible[0]!.machine?.() : undefined),
      open(random) {
        const side = drawFromLaw(createAliasTable([law], law.length), 0, random.fork("choice"));
        const stream = parts[side]!.open(random.fork(partName(side)));
        let left = length;
        return {
          fill(target) {
            const filled = stream.fill(left < target.length ? target.subarray(0, left) : target);
            left -= filled;
            return filled;
          },
        };
      },
      choice: () => ({ parts, weights: law }),
      truth: () => choiceTruth(parts, law),
      label: mixedLabel(parts),
    };
  },
});

function shares(weights: readonly number[], parts: readonly BoundSource[]): number[] {
  if (weights.length === 0) return parts.map(() => 1 / parts.length);
  if (weights.length !== parts.length)
    throw new UsageError(`${weights.length} weights for ${parts.length} sources`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) throw new UsageError("all weights are 0");
  return weights.map((weight) => weight / total);
}
