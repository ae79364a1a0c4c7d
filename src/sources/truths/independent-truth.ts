import { closedForm, type GroundTruth } from "../../core/truth.ts";

/** Truths of independent draws whose law has a known entropy, in bits. */
export function independentTruth(entropy: number, route: string): GroundTruth {
  return {
    symbolEntropy: closedForm(entropy, route),
    entropyRate: closedForm(entropy, route),
    excessEntropy: closedForm(0, "independent draws"),
    statisticalComplexity: closedForm(0, "independent draws have one causal state"),
  };
}
