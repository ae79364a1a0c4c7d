import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import { defineSource } from "../../core/source.ts";
import { machineLimits } from "../../exact/machine.ts";
import { createAliasTable } from "../sampling/alias-table.ts";
import { dirichletDraw } from "../sampling/gamma-draw.ts";
import { markovStream } from "../sampling/markov-stream.ts";
import { chainMachine, chainTruth } from "../truths/chain-truth.ts";

/** What a stream could not draw is no part of the chain. */
const smallest = 1 / 0x4000_0000;

export const randomMarkov = defineSource({
  id: "random-markov",
  group: "middle",
  title: "random Markov chain",
  summary: "A Markov chain whose rows are themselves drawn, once and for all, from a Dirichlet law.",
  reference: "Ferguson 1973, Ann. Stat. 1(2) (Dirichlet law); Shannon 1948, Bell Syst. Tech. J. 27",
  params: z
    .strictObject({
      order: z.int().min(0).max(9).default(1).describe("symbols of memory"),
      alphabet: z.int().min(1).max(256).default(4).describe("number of symbols"),
      concentration: z
        .number()
        .min(0.001)
        .max(1e6)
        .default(1)
        .describe(
          "parameter of the Dirichlet law a symbol: small for rows near certainty, large for even ones",
        ),
      seed: z
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER)
        .default(1)
        .describe("which chain; not the seed of its symbols"),
    })
    .superRefine(({ order, alphabet }, context) => {
      const contexts = Math.log2(alphabet) * order;
      if (
        contexts > Math.log2(machineLimits.states) ||
        contexts + Math.log2(alphabet) > Math.log2(machineLimits.edges)
      ) {
        const message = `order ${order} over ${alphabet} symbols has more than ${machineLimits.states} contexts`;
        context.addIssue({ code: "custom", path: ["order"], message });
      }
    }),
  example: "random-markov(order=2, alphabet=4, concentration=0.5, seed=1)",
  bind({ order, alphabet, concentration, seed }) {
    const random = Random.fromSeed(seed).fork("random-markov");
    const contexts = Array.from({ length: order }, () => alphabet).reduce(
      (product, size) => product * size,
      1,
    );
    const shapes = new Array<number>(alphabet).fill(concentration);
    const matrix = Array.from({ length: contexts }, () => withoutDust(dirichletDraw(shapes, random)));
    const machine = chainMachine(matrix, alphabet);
    if (machine === undefined) {
      throw new UsageError(
        "this draw falls apart into chains that never meet; take another seed or a larger concentration",
      );
    }
    return {
      alphabetSize: alphabet,
      length: Number.POSITIVE_INFINITY,
      machine: () => machine,
      open: (draws) => markovStream(createAliasTable(matrix, alphabet), alphabet, machine.stationary, draws),
      truth: () => chainTruth(machine, order),
    };
  },
});

function withoutDust(law: Float64Array): Float64Array {
  const kept = law.map((mass) => (mass < smallest ? 0 : mass));
  const total = kept.reduce((sum, mass) => sum + mass, 0);
  return kept.map((mass) => mass / total);
}
