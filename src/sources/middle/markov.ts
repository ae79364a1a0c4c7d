import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { defineSource } from "../../core/source.ts";
import { machineLimits } from "../../exact/machine.ts";
import { createAliasTable } from "../sampling/alias-table.ts";
import { markovStream } from "../sampling/markov-stream.ts";
import { chainMachine, chainTruth, matrixFault } from "../truths/chain-truth.ts";

export const markov = defineSource({
  id: "markov",
  group: "middle",
  title: "Markov chain",
  summary: "The next symbol depends on the last `order` symbols; begins in its stationary law.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27",
  params: z
    .strictObject({
      order: z.int().min(0).max(9).default(1).describe("symbols of memory"),
      matrix: z
        .array(z.array(z.number().min(0).max(1)).min(1).max(256))
        .min(1)
        .max(machineLimits.states)
        .default([
          [0.9, 0.1],
          [0.1, 0.9],
        ])
        .describe("one row a context, contexts in lexicographic order; P(next symbol | context)"),
    })
    .superRefine(({ order, matrix }, context) => {
      const message = matrixFault(order, matrix);
      if (message !== undefined) context.addIssue({ code: "custom", path: ["matrix"], message });
    }),
  example: "markov(order=1, matrix=[[0.9,0.1],[0.1,0.9]])",
  bind({ order, matrix }) {
    const alphabetSize = matrix[0]!.length;
    const machine = chainMachine(matrix, alphabetSize);
    if (machine === undefined) {
      throw new UsageError(
        "the matrix splits the contexts into parts that never meet, so it has no single law",
      );
    }
    return {
      alphabetSize,
      length: Number.POSITIVE_INFINITY,
      machine: () => machine,
      open: (random) =>
        markovStream(createAliasTable(matrix, alphabetSize), alphabetSize, machine.stationary, random),
      truth: () => chainTruth(machine, order),
    };
  },
});
