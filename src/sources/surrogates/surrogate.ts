import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { createMachine, type Edge, lumpStates, machineLimits } from "../../exact/machine.ts";
import { lawEntropy, plugInEntropy } from "../../statistics/entropy.ts";
import { type CircularContexts, circularContexts } from "./circular-contexts.ts";
import { contextStream } from "./context-stream.ts";
import { literalText } from "./literal-text.ts";

export const surrogate = defineSource({
  id: "surrogate",
  group: "surrogates",
  title: "Markov surrogate of a text",
  summary:
    "Shannon's approximations: a chain with exactly the (order+1)-gram shares of a text read as a circle.",
  reference: "Shannon 1948, Bell Syst. Tech. J. 27, section 3",
  params: z.strictObject({
    order: z.int().min(0).max(64).default(3).describe("bytes of memory"),
  }),
  inputs: 1,
  example: "surrogate(corpus(moby-dick), order=3)",
  bind({ order }, [child]) {
    const text = literalText(child!, "surrogate");
    if (text.length === 0) throw new UsageError("the text is empty");
    const contexts = circularContexts(text, order);
    return {
      alphabetSize: child!.alphabetSize,
      length: Number.POSITIVE_INFINITY,
      machine: () => contextMachine(contexts, child!.alphabetSize),
      open: (random) => contextStream(contexts, random),
      truth: () => surrogateTruth(text, order, contexts, contextMachine(contexts, child!.alphabetSize)),
    };
  },
});

function contextMachine(contexts: CircularContexts, alphabetSize: number): Machine | undefined {
  const { starts, nextSymbol, nextContext } = contexts;
  const states = starts.length - 1;
  if (states > machineLimits.states) return undefined;
  const edges: Edge[] = [];
  const stationary = new Float64Array(states);
  for (let from = 0; from < states; from++) {
    const [start, end] = [starts[from]!, starts[from + 1]!];
    stationary[from] = (end - start) / nextSymbol.length;
    // Places are sorted by context and then by the symbol that follows: equal edges are neighbours.
    for (let row = start; row < end; ) {
      let after = row + 1;
      while (after < end && nextSymbol[after] === nextSymbol[row]) after++;
      const probability = (after - row) / (end - start);
      edges.push({ from, symbol: nextSymbol[row]!, to: nextContext[row]!, probability });
      row = after;
    }
  }
  return createMachine(alphabetSize, states, edges, { stationary });
}

function surrogateTruth(
  text: Uint8Array,
  order: number,
  { contextEntropy, extendedEntropy }: CircularContexts,
  machine: Machine | undefined,
): GroundTruth {
  const counts = new Float64Array(256);
  for (let i = 0; i < text.length; i++) counts[text[i]!]!++;
  const rate = Math.max(0, extendedEntropy - contextEntropy);
  return {
    symbolEntropy: closedForm(plugInEntropy(counts), "shares of the bytes"),
    entropyRate: truthOfDifference(
      extendedEntropy,
      contextEntropy,
      "H(order+1) - H(order) of the circular counts",
    ),
    excessEntropy: truthOfDifference(
      (order + 1) * contextEntropy,
      order * extendedEntropy,
      "H(order) - order h of the circular counts",
    ),
    statisticalComplexity: machine
      ? closedForm(
          lawEntropy(lumpStates(machine).stationary),
          "entropy of the contexts with different futures",
        )
      : {
          status: "bounds",
          lower: Math.max(0, contextEntropy - order * rate),
          upper: contextEntropy,
          route: "E <= C_mu <= H(order)",
        },
  };
}
