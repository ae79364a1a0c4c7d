import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { defineSource, type SourceBody } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { createAliasTable } from "../sampling/alias-table.ts";
import { markovStream } from "../sampling/markov-stream.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { chainMachine, chainTruth, matrixFault } from "../truths/chain-truth.ts";
import { noiseEntropy } from "../truths/noise-entropy.ts";

const matrix = (what: string) =>
  z
    .array(z.array(z.number().min(0).max(1)).min(1).max(256))
    .min(1)
    .max(256)
    .optional()
    .describe(what);

export const interpolate = defineSource({
  id: "interpolate",
  group: "mixtures",
  title: "Markov interpolation",
  summary:
    "A chain between two chains: with probability lambda the next symbol follows the second. By default the first " +
    "counts on and the second draws uniformly.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 4",
  params: z
    .strictObject({
      alphabet: z.int().min(1).max(256).default(4).describe("number of symbols"),
      lambda: z.number().min(0).max(1).default(0.25).describe("probability of following the second chain"),
      first: matrix(
        "the first chain, one row a symbol, P(next symbol | symbol); by default the last symbol plus 1",
      ),
      second: matrix("the second chain, likewise; by default a uniform draw"),
    })
    .superRefine(({ alphabet, first, second }, context) => {
      for (const [key, rows] of [
        ["first", first],
        ["second", second],
      ] as const) {
        const fault = rows && (widthFault(rows, alphabet) ?? matrixFault(1, rows));
        if (fault !== undefined)
          context.addIssue({ code: "custom", path: [key], message: fault.replace("matrix", key) });
      }
    }),
  example: "interpolate(alphabet=4, lambda=0.25)",
  bind({ alphabet, lambda, first, second }) {
    if (first !== undefined || second !== undefined) {
      const start = first ?? countingRows(alphabet);
      const end = second ?? uniformRows(alphabet);
      return mixedChain(
        start.map((row, i) => row.map((mass, x) => (1 - lambda) * mass + lambda * end[i]![x]!)),
        alphabet,
      );
    }
    return countingChain(alphabet, lambda);
  },
});

const widthFault = (rows: readonly unknown[], alphabet: number): string | undefined =>
  rows.length === alphabet ? undefined : `matrix has ${rows.length} rows, and alphabet=${alphabet} symbols`;

const countingRows = (alphabet: number): number[][] =>
  Array.from({ length: alphabet }, (_, i) =>
    Array.from({ length: alphabet }, (_, x) => (x === (i + 1) % alphabet ? 1 : 0)),
  );

const uniformRows = (alphabet: number): number[][] =>
  Array.from({ length: alphabet }, () => new Array<number>(alphabet).fill(1 / alphabet));

function mixedChain(rows: readonly number[][], alphabet: number): SourceBody {
  const machine = chainMachine(rows, alphabet);
  if (machine === undefined)
    throw new UsageError("the chain splits into parts that never meet, so it has no single law");
  return {
    alphabetSize: alphabet,
    length: Number.POSITIVE_INFINITY,
    machine: () => machine,
    open: (random) => markovStream(createAliasTable(rows, alphabet), alphabet, machine.stationary, random),
    truth: () => chainTruth(machine, 1),
  };
}

/** The default chains, for which everything is known in closed form. */
function countingChain(alphabet: number, lambda: number): SourceBody {
  const threshold = probabilityThreshold(lambda);
  const most = Math.log2(alphabet);
  const entropyRate = noiseEntropy(alphabet, lambda);
  const rows = countingRows(alphabet).map((row) =>
    row.map((mass) => (1 - lambda) * mass + lambda / alphabet),
  );
  return {
    alphabetSize: alphabet,
    length: Number.POSITIVE_INFINITY,
    machine: () => chainMachine(rows, alphabet),
    open(random) {
      let last = random.below(alphabet);
      return {
        fill(target) {
          let symbol = last;
          for (let i = 0; i < target.length; i++) {
            symbol = symbol + 1 === alphabet ? 0 : symbol + 1;
            if (random.uint32() < threshold) symbol = random.below(alphabet);
            target[i] = symbol;
          }
          last = symbol;
          return target.length;
        },
      };
    },
    truth: () => ({
      symbolEntropy: closedForm(most, "the stationary law is uniform"),
      entropyRate: closedForm(entropyRate, "H(1-lambda+lambda/A, lambda/A, ...)"),
      excessEntropy: truthOfDifference(most, entropyRate, "log2 A - h, Markov of order 1"),
      statisticalComplexity: closedForm(
        lambda === 1 ? 0 : most,
        "log2 A: every symbol has a future of its own",
      ),
    }),
  };
}
