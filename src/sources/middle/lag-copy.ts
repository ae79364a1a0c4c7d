import * as z from "zod";
import { defineSource, type Machine, type SourceBody, type SourceDefinition } from "../../core/source.ts";
import { closedForm, type GroundTruth } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { createMachine, machineLimits } from "../../exact/machine.ts";
import { History } from "../sampling/history.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { symbolLabel } from "../symbol-label.ts";
import { noiseEntropy } from "../truths/noise-entropy.ts";

export const lagCopy: SourceDefinition = defineSource({
  id: "lag-copy",
  group: "middle",
  title: "noisy copy from afar",
  summary: "Each symbol is the one `lag` positions before it, or with probability eps a uniform draw.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 4",
  params: z.strictObject({
    lag: z.int().min(1).max(1_048_576).default(64).describe("distance of the copied symbol"),
    eps: z.number().min(0).max(1).default(0.1).describe("probability of a uniform draw"),
    alphabet: z.int().min(1).max(65_536).default(4).describe("number of symbols"),
  }),
  example: "lag-copy(lag=64, eps=0.1, alphabet=4)",
  bind: ({ lag, eps, alphabet }) => copied(lag, eps, alphabet),
});

function copied(lag: number, eps: number, alphabet: number): SourceBody {
  const threshold = probabilityThreshold(eps);
  return {
    alphabetSize: alphabet,
    length: Number.POSITIVE_INFINITY,
    machine: () => copyMachine(lag, eps, alphabet),
    // A symbol depends on the one `lag` before it and on no other.
    strands: () => ({
      count: lag,
      strand: {
        ...copied(1, eps, alphabet),
        recipe: `lag-copy(lag=1, eps=${eps}, alphabet=${alphabet})`,
        source: lagCopy,
        ofText: false,
        label: (symbol) => symbolLabel(symbol, alphabet),
      },
    }),
    open(random) {
      const history = new History(lag, alphabet);
      history.fill(() => random.below(alphabet));
      return {
        fill(target) {
          const { last } = history;
          for (let i = 0; i < target.length; i++) {
            if (random.uint32() < threshold) target[i] = random.below(alphabet);
            else target[i] = i < lag ? last[i]! : target[i - lag]!;
          }
          history.append(target);
          return target.length;
        },
      };
    },
    truth(): GroundTruth {
      const most = Math.log2(alphabet);
      const rate = noiseEntropy(alphabet, eps);
      return {
        symbolEntropy: closedForm(most, "all blocks of `lag` symbols are equally likely"),
        entropyRate: closedForm(rate, "H(1-eps+eps/A, eps/A, ...)"),
        excessEntropy: truthOfDifference(lag * most, lag * rate, "lag (log2 A - h), Markov of order `lag`"),
        statisticalComplexity: closedForm(
          eps === 1 ? 0 : lag * most,
          "all blocks of `lag` symbols have different futures",
        ),
      };
    },
  };
}

/** Contexts of `lag` symbols, if they fit; without noise they form many cycles that never meet. */
function copyMachine(lag: number, eps: number, alphabet: number): Machine | undefined {
  if (eps === 0 || lag * Math.log2(alphabet) > Math.log2(machineLimits.states)) return undefined;
  let contexts = 1;
  for (let i = 0; i < lag; i++) contexts *= alphabet;
  if (contexts * alphabet > machineLimits.edges) return undefined;
  const edges = Array.from({ length: contexts * alphabet }, (_, index) => {
    const from = Math.floor(index / alphabet);
    const symbol = index % alphabet;
    const copied = Math.floor((from * alphabet) / contexts) === symbol ? 1 - eps : 0;
    return { from, symbol, to: (from * alphabet + symbol) % contexts, probability: copied + eps / alphabet };
  });
  return createMachine(alphabet, contexts, edges, {
    stationary: new Float64Array(contexts).fill(1 / contexts),
  });
}
