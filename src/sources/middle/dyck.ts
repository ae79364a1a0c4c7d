import * as z from "zod";
import type { Random } from "../../core/random.ts";
import { defineSource, type SymbolStream } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";

const brackets = "()[]{}<>";

export const dyck = defineSource({
  id: "dyck",
  group: "middle",
  title: "Dyck language",
  summary: "Balanced brackets of several types, each closing the one opened last: a learner needs a stack.",
  reference: "Chomsky & Schützenberger 1963, The algebraic theory of context-free languages",
  params: z.strictObject({
    types: z
      .int()
      .min(1)
      .max(32_768)
      .default(2)
      .describe("kinds of brackets; the alphabet is twice as large"),
    p: z
      .number()
      .min(0)
      .max(0.499_999)
      .default(0.4)
      .describe("probability that a bracket opens where one could close; at depth 0 it always opens"),
  }),
  example: "dyck(types=2, p=0.4)",
  bind({ types, p }) {
    const q = 1 - p;
    const bottom = (1 - 2 * p) / (2 * q); // stationary probability of depth 0
    const ratio = p / q; // of the probabilities of depth d + 1 and d, from d = 1 on
    const meanDepth = 1 / (2 * (1 - 2 * p));
    const depthEntropy = binaryEntropy(bottom) + (1 - bottom) * (binaryEntropy(ratio) / (1 - ratio));
    const memory = depthEntropy + meanDepth * Math.log2(types);
    const entropyRate = (1 - bottom) * binaryEntropy(p) + Math.log2(types) / 2;
    return {
      alphabetSize: 2 * types,
      length: Number.POSITIVE_INFINITY,
      open: (random) => dyckStream(types, p, bottom, random),
      truth: () => ({
        symbolEntropy: closedForm(1 + Math.log2(types), "half of the symbols open, all types alike"),
        entropyRate: closedForm(entropyRate, "H2(p)/(2(1-p)) + log2(types)/2"),
        excessEntropy: closedForm(
          memory,
          "past and future both reveal the open brackets: H(depth) + mean depth log2(types)",
        ),
        statisticalComplexity: closedForm(memory, "H(depth) + mean depth log2(types)"),
      }),
      label: (symbol) => (types <= 4 ? brackets.charAt(symbol) : `${"()"[symbol & 1]}${symbol >> 1} `),
    };
  },
});

function dyckStream(types: number, p: number, bottom: number, random: Random): SymbolStream {
  const opens = probabilityThreshold(p);
  const deeper = probabilityThreshold(p / (1 - p));
  let depth = random.uint32() < probabilityThreshold(bottom) ? 0 : 1;
  while (depth > 0 && random.uint32() < deeper) depth++;
  let stack = new Uint16Array(1024 + 2 * depth);
  for (let level = 0; level < depth; level++) stack[level] = random.below(types);
  return {
    fill(target) {
      for (let i = 0; i < target.length; i++) {
        if (depth > 0 && random.uint32() >= opens) {
          target[i] = 2 * stack[--depth]! + 1;
          continue;
        }
        if (depth === stack.length) stack = grown(stack);
        const type = types === 1 ? 0 : random.below(types);
        stack[depth++] = type;
        target[i] = 2 * type;
      }
      return target.length;
    },
  };
}

function grown(stack: Uint16Array): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(2 * stack.length);
  larger.set(stack);
  return larger;
}
