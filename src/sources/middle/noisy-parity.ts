import * as z from "zod";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { createMachine, machineLimits } from "../../exact/machine.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { History } from "../sampling/history.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";

export const noisyParity = defineSource({
  id: "noisy-parity",
  group: "middle",
  title: "noisy parity",
  summary: "Each bit is the exclusive or of the last one and the k-th last, flipped with probability eps.",
  reference: "Blum, Kalai & Wasserman 2003, J. ACM 50(4) (learning parity with noise)",
  params: z.strictObject({
    k: z.int().min(2).max(1_048_576).default(8).describe("the distant tap, in symbols"),
    eps: z.number().min(0).max(1).default(0.05).describe("probability of a flip"),
  }),
  example: "noisy-parity(k=8, eps=0.05)",
  bind({ k, eps }) {
    const threshold = probabilityThreshold(eps);
    return {
      alphabetSize: 2,
      length: Number.POSITIVE_INFINITY,
      machine: () => parityMachine(k, eps),
      open(random) {
        const history = new History(k, 2);
        history.fill(() => random.below(2));
        return {
          fill(target) {
            const { last } = history;
            let bit = last[k - 1]!;
            for (let i = 0; i < target.length; i++) {
              const distant = i < k ? last[i]! : target[i - k]!;
              bit ^= distant ^ (random.uint32() < threshold ? 1 : 0);
              target[i] = bit;
            }
            history.append(target);
            return target.length;
          },
        };
      },
      truth: () => parityTruth(k, eps),
    };
  },
});

function parityTruth(k: number, eps: number): GroundTruth {
  const rate = binaryEntropy(eps);
  return {
    symbolEntropy: closedForm(1, "all blocks of k bits are equally likely"),
    entropyRate: closedForm(rate, "H2(eps)"),
    excessEntropy: truthOfDifference(k, k * rate, "H(k) - k h with H(k) = k"),
    statisticalComplexity: closedForm(eps === 0.5 ? 0 : k, "all blocks of k bits have different futures"),
  };
}

/** Contexts of k bits, if they fit; without noise they form many cycles that never meet. */
function parityMachine(k: number, eps: number): Machine | undefined {
  if (eps === 0 || eps === 1 || k > Math.log2(machineLimits.states)) return undefined;
  const contexts = 1 << k;
  const edges = Array.from({ length: 2 * contexts }, (_, index) => {
    const from = index >> 1;
    const symbol = index & 1;
    const parity = (from ^ (from >> (k - 1))) & 1;
    const to = ((from << 1) | symbol) & (contexts - 1);
    return { from, symbol, to, probability: parity === symbol ? 1 - eps : eps };
  });
  return createMachine(2, contexts, edges, { stationary: new Float64Array(contexts).fill(1 / contexts) });
}
