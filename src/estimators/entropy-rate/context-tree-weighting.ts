import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { ContextTrees, contextTreeSizes } from "../../observer/members/context-tree-weighting.ts";
import { codeLength } from "../../observer/observer.ts";
import { unreadable } from "../learning/curve-estimates.ts";

export const contextTreeWeightingRate = defineEstimator({
  id: "context-tree-weighting",
  memory: "mixer",
  quantity: "entropyRate",
  title: "context tree weighting",
  summary: "bits a symbol of the Bayes mixture of all context trees up to a depth, alphabet counted",
  formula:
    "-(1/n) log2 of the mixture of all tree sources, each leaf by Krichevsky and Trofimov's (c + 1/2)/(m + 1)",
  convention: "symbols as binary decisions; an upper bound: a real code length",
  validity:
    "memory of at most the depth; above h by some (1/2n) log2 n a leaf and decision, and blind to longer lags",
  cost: "0.2 to 2 microseconds a binary decision; at most 168 MB",
  reference: "Willems, Shtarkov & Tjalkens 1995, IEEE Trans. Inform. Theory 41(3)",
  params: () =>
    z.strictObject({
      depth: z
        .int()
        .min(0)
        .max(64)
        .default(0)
        .describe("longest context, in symbols; 0: 32 bits of context, at least 12 symbols"),
    }),
  minimumLength: 1,
  apart: 4,
  estimate(context, { depth }) {
    const reason = unreadable(context);
    if (reason !== undefined) return undefinedBecause(reason);
    const tree = {
      id: "context-tree-weighting",
      title: "context tree weighting",
      open(symbols: typeof context.sequence.symbols, alphabetSize: number) {
        const sizes = contextTreeSizes(symbols.length, alphabetSize);
        return new ContextTrees(symbols, alphabetSize, depth === 0 ? sizes : { ...sizes, depth });
      },
    };
    return scalar(codeLength(context.sequence, [tree]) / context.n);
  },
});
