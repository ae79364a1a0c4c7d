import { closedForm, type GroundTruth } from "../../core/truth.ts";

/** Truths of the digits of a number that is proved to be normal: those of the law of its words. */
export function normalTruth(base: number): GroundTruth {
  return {
    symbolEntropy: closedForm(Math.log2(base), "every digit has frequency 1/base"),
    entropyRate: closedForm(
      Math.log2(base),
      "log2 base in the law of its words, which are all equally frequent",
    ),
    excessEntropy: closedForm(0, "words of its law are independent digits"),
    statisticalComplexity: closedForm(0, "one causal state in the law of its words"),
  };
}
