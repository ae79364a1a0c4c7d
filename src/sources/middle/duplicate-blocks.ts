import * as z from "zod";
import { allocateSymbols } from "../../core/sequence.ts";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth } from "../../core/truth.ts";
import { createMachine, type Edge, machineLimits } from "../../exact/machine.ts";

export const duplicateBlocks = defineSource({
  id: "duplicate-blocks",
  group: "middle",
  title: "duplicated blocks",
  summary:
    "Blocks of uniform noise, each of them twice: half the symbols cost nothing, and no local statistic shows it.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 4",
  params: z.strictObject({
    length: z.int().min(1).max(1_048_576).default(16).describe("symbols a block"),
    alphabet: z.int().min(1).max(65_536).default(2).describe("number of symbols"),
  }),
  example: "duplicate-blocks(length=16, alphabet=2)",
  bind({ length, alphabet }) {
    return {
      alphabetSize: alphabet,
      length: Number.POSITIVE_INFINITY,
      machine: () => blockMachine(length, alphabet),
      open(random) {
        const block = allocateSymbols(length, alphabet);
        let place = random.below(2 * length);
        for (let i = 0; i < Math.min(place, length); i++) block[i] = random.below(alphabet);
        return {
          fill(target) {
            let at = place;
            for (let i = 0; i < target.length; i++) {
              if (at < length) target[i] = block[at] = random.below(alphabet);
              else target[i] = block[at - length]!;
              at = at + 1 === 2 * length ? 0 : at + 1;
            }
            place = at;
            return target.length;
          },
        };
      },
      truth(): GroundTruth {
        const most = Math.log2(alphabet);
        const memory = alphabet === 1 ? 0 : Math.log2(2 * length) + (length / 2) * most;
        return {
          symbolEntropy: closedForm(most, "log2 A"),
          entropyRate: closedForm(most / 2, "every other block is new: log2(A)/2"),
          excessEntropy: closedForm(
            memory,
            "log2(2 length) for the phase + length/2 remembered symbols on average",
          ),
          statisticalComplexity: closedForm(memory, "the future reveals all that is remembered: C_mu = E"),
        };
      },
    };
  },
});

/** Places in the pair of blocks, with the symbols that are still to be repeated; undefined when there are too many. */
function blockMachine(length: number, alphabet: number): Machine | undefined {
  const first: number[] = [0];
  const counts: number[] = [];
  for (let place = 0, words = 1; place < 2 * length; place++) {
    counts.push(words);
    first.push(first[place]! + words);
    if (first[place + 1]! > machineLimits.states) return undefined;
    words = place < length ? words * alphabet : words / alphabet;
  }
  const edges: Edge[] = [];
  counts.forEach((words, place) => {
    const next = (place + 1) % (2 * length);
    for (let word = 0; word < words; word++) {
      const from = first[place]! + word;
      if (place < length) {
        for (let symbol = 0; symbol < alphabet; symbol++)
          edges.push({
            from,
            symbol,
            to: first[next]! + word * alphabet + symbol,
            probability: 1 / alphabet,
          });
      } else {
        const rest = words / alphabet;
        edges.push({
          from,
          symbol: Math.floor(word / rest),
          to: first[next]! + (word % rest),
          probability: 1,
        });
      }
    }
  });
  return edges.length > machineLimits.edges ? undefined : createMachine(alphabet, first.at(-1)!, edges);
}
