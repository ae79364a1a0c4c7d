import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, infinite } from "../../core/truth.ts";
import { digamma } from "../../math/special-functions.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { dirichletDraw } from "../sampling/gamma-draw.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";

const shape = (what: string) => z.number().min(0.001).max(1e6).default(0.5).describe(what);

export const bernoulliMixture = defineSource({
  id: "bernoulli-mixture",
  group: "middle",
  title: "coin of unknown bias",
  summary: "A coin whose bias is drawn once, from a Beta law: not ergodic, a sequence shows one coin only.",
  reference:
    "Krichevsky & Trofimov 1981, IEEE Trans. Inform. Theory 27; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
  params: z.strictObject({
    ones: shape("first parameter of the Beta law: prior weight of ones"),
    zeros: shape("second parameter of the Beta law: prior weight of zeros"),
  }),
  example: "bernoulli-mixture(ones=0.5, zeros=0.5)",
  bind({ ones, zeros }) {
    const share = ones / (ones + zeros);
    const nats = digamma(ones + zeros + 1) - share * digamma(ones + 1) - (1 - share) * digamma(zeros + 1);
    return {
      alphabetSize: 2,
      length: Number.POSITIVE_INFINITY,
      open(random) {
        const threshold = probabilityThreshold(dirichletDraw([ones, zeros], random.fork("bias"))[0]!);
        return {
          fill(target) {
            for (let i = 0; i < target.length; i++) target[i] = random.uint32() < threshold ? 1 : 0;
            return target.length;
          },
        };
      },
      truth: () => ({
        symbolEntropy: closedForm(binaryEntropy(share), "H2 of the mean bias"),
        entropyRate: closedForm(
          nats / Math.LN2,
          "mean of H2(bias) over the Beta law; one sequence has H2 of its own",
        ),
        excessEntropy: infinite("H(n) - n h grows like (1/2) log2 n: a parameter to learn"),
        statisticalComplexity: infinite("the causal state is the bias, a real number"),
      }),
    };
  },
});
