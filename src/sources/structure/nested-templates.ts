import * as z from "zod";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { createMachine, type Edge, machineLimits } from "../../exact/machine.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { endless } from "../sampling/streams.ts";

export const nestedTemplates = defineSource({
  id: "nested-templates",
  group: "structure",
  title: "nested templates",
  summary:
    "Templates (a(b(c)b)a) of fixed depth: each letter is drawn when its bracket opens and repeated before it " +
    "closes; the innermost occurs once.",
  reference: "Chomsky & Schützenberger 1963, The algebraic theory of context-free languages",
  params: z.strictObject({
    depth: z.int().min(1).max(1000).default(3).describe("nesting depth of the brackets"),
    letters: z.int().min(1).max(26).default(26).describe("number of letters, all equally likely"),
  }),
  example: "nested-templates(depth=3, letters=26)",
  bind({ depth, letters }) {
    const plan = planOf(depth);
    const period = plan.length;
    const letterShare = (2 * depth - 1) / period;
    const shares = [
      depth / period,
      depth / period,
      ...new Array<number>(letters).fill(letterShare / letters),
    ];
    const memory = Math.log2(period) + ((2 * depth * (depth - 1)) / period) * Math.log2(letters);
    return {
      alphabetSize: letters + 2,
      machine: () => templateMachine(plan, letters),
      open(random) {
        const drawn = new Uint8Array(depth);
        let at = random.below(period);
        for (let i = 0; i < depth; i++) drawn[i] = 2 + random.below(letters);
        return endless((target) => {
          for (let i = 0; i < target.length; i++) {
            if (at === 0) for (let j = 0; j < depth; j++) drawn[j] = 2 + random.below(letters);
            const step = plan[at]!;
            target[i] = step < 0 ? step + 2 : drawn[step]!;
            at = at + 1 === period ? 0 : at + 1;
          }
        });
      },
      truth: () => ({
        symbolEntropy: closedForm(lawEntropy(shares), "shares of brackets and letters"),
        entropyRate: closedForm((depth * Math.log2(letters)) / period, "depth log2(letters) / (4 depth - 1)"),
        excessEntropy: closedForm(
          memory,
          "log2 of the period + mean entropy of the letters still to be repeated",
        ),
        statisticalComplexity: closedForm(
          memory,
          "entropy of the phase and of the letters still to be repeated: the future reveals both",
        ),
      }),
      unknowns: () => closedForm(period, "what stands at each place of the template: 4 depth - 1"),
      label: (symbol) => (symbol < 2 ? "()".charAt(symbol) : String.fromCharCode(95 + symbol)),
    };
  },
});

/** One template, shape (4 depth - 1,): -2 opens, -1 closes, i >= 0 is the letter of level i. */
function planOf(depth: number): number[] {
  const opening = Array.from({ length: depth }, (_, level) => [-2, level]).flat();
  const closing = Array.from({ length: depth - 1 }, (_, i) => [depth - 2 - i, -1]).flat();
  return [...opening, -1, ...closing];
}

/** States are positions in the template with the letters still to return, where there are few enough. */
function templateMachine(plan: readonly number[], letters: number): Machine | undefined {
  const depth = (plan.length + 1) / 4;
  const stacks = [""];
  const states = [{ place: 0, stack: [] as readonly number[] }];
  const edges: Edge[] = [];
  for (let from = 0; from < states.length; from++) {
    const { place, stack } = states[from]!;
    const step = plan[place]!;
    const opens = place < 2 * depth;
    const choices =
      step < 0 ? [step + 2] : opens ? Array.from({ length: letters }, (_, i) => i + 2) : [stack.at(-1)!];
    for (const symbol of choices) {
      const kept = step < 0 || step === depth - 1 ? stack : opens ? [...stack, symbol] : stack.slice(0, -1);
      const next = (place + 1) % plan.length;
      const key = next === 0 ? "" : `${next}:${kept}`;
      let to = stacks.indexOf(key);
      if (to < 0) {
        if (states.length === machineLimits.states) return undefined;
        to = stacks.push(key) - 1;
        states.push({ place: next, stack: kept });
      }
      edges.push({ from, symbol, to, probability: 1 / choices.length });
    }
  }
  return createMachine(letters + 2, states.length, edges);
}
