import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { grammarSource } from "../grammars/grammar-source.ts";

export const lisp = defineSource({
  id: "lisp",
  group: "middle",
  title: "nested pairs",
  summary:
    "S -> (SS) with probability p, else a letter: a learner has to find that every bracket contains two and closes.",
  reference: "Chomsky & Schützenberger 1963, The algebraic theory of context-free languages",
  params: z.strictObject({
    p: z.number().min(0).max(0.499_999).default(0.3).describe("probability of a pair instead of a letter"),
    letters: z
      .array(z.number().min(0).max(1))
      .min(1)
      .max(26)
      .refine(sumsToOne, "letters must sum to 1")
      .default([0.4, 0.6])
      .describe("share of each letter"),
  }),
  example: "lisp(p=0.3)",
  bind({ p, letters }) {
    const pair = { left: 0, right: [0, ~0, ~0, 1], probability: p };
    const single = letters.map((share, i) => ({ left: 0, right: [i + 2], probability: (1 - p) * share }));
    const rules = [pair, ...single].filter(({ probability }) => probability > 0);
    const terminals = ["(", ")", ...letters.map((_, letter) => String.fromCharCode(97 + letter))];
    const length = (1 + p) / (1 - 2 * p);
    const ruleEntropy = lawEntropy(rules.map(({ probability }) => probability));
    const memory =
      Math.log2(length) + (p === 0 ? 0 : (-3 * p * Math.log2(p)) / (length * (1 - 2 * p) * (1 - 2 * p)));
    const symbols = [p, p, ...letters.map((share) => (1 - p) * share)].map((weight) => weight / (1 + p));
    return {
      ...grammarSource({ nonterminals: ["S"], terminals, rules }),
      truth: () => ({
        symbolEntropy: closedForm(lawEntropy(symbols), "each bracket p/(1+p), letters (1-p)/(1+p)"),
        entropyRate: closedForm(ruleEntropy / (1 + p), "H(rule)/(1+p): one rule for each (1+p) symbols"),
        excessEntropy: closedForm(memory, "past and future both reveal what is open: entropy of the stack"),
        statisticalComplexity: closedForm(memory, "log2 L + 3p log2(1/p)/((1-2p)^2 L), L = (1+p)/(1-2p)"),
      }),
      label: (symbol) => terminals[symbol] ?? "",
    };
  },
});

function sumsToOne(shares: readonly number[]): boolean {
  return Math.abs(shares.reduce((a, b) => a + b, 0) - 1) <= 1e-9;
}
