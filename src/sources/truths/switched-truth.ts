import type { BoundSource, Machine } from "../../core/source.ts";
import { type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { choiceTruth } from "./choice-truth.ts";
import { mixedSymbolEntropy } from "./mixed-symbol-law.ts";
import { tighten } from "./tighten.ts";
import { weightedTruth } from "./weighted-truth.ts";

/**
 * Truths of sources that take turns of random length.
 *
 * @param machine the machine of the mixture, where it has one
 */
export function switchedTruth(
  parts: readonly BoundSource[],
  stay: number,
  entry: "resume" | "restart",
  machine: Machine | undefined,
): GroundTruth {
  const shares = parts.map(() => 1 / parts.length);
  if (stay === 1) return choiceTruth(parts, shares);
  if (machine !== undefined) {
    const truth = machineTruth(machine);
    if (entry === "restart" || truth.entropyRate === undefined) return truth;
    return { ...truth, entropyRate: tighten(truth.entropyRate, boundedRate(parts, stay)) };
  }
  const why = unknown("a source has no finite machine of a size that could be worked through");
  return {
    symbolEntropy: entry === "resume" ? mixedSymbolEntropy(parts, shares) : why,
    entropyRate: entry === "resume" ? boundedRate(parts, stay) : why,
    excessEntropy: why,
    statisticalComplexity: why,
  };
}

/** Given the turns the parts are independent; what the turns themselves add is at most their own entropy. */
function boundedRate(parts: readonly BoundSource[], stay: number): Truth {
  const mean = weightedTruth(
    parts.map((part) => [1 / parts.length, part.truth().entropyRate]),
    "mean rate of the parts",
  );
  if (mean.status !== "exact" && mean.status !== "bounds") return mean;
  const [lower, upper] = mean.status === "exact" ? [mean.value, mean.value] : [mean.lower, mean.upper];
  const most = Math.log2(parts.reduce((widest, { alphabetSize }) => Math.max(widest, alphabetSize), 0));
  const others = parts.length - 1;
  const turns = binaryEntropy(stay) + (1 - stay) * Math.log2(others);
  const route = `mean rate <= h <= mean rate + H2(stay)${others === 1 ? "" : ` + (1-stay) log2 ${others}`}`;
  return { status: "bounds", lower, upper: Math.max(lower, Math.min(most, upper + turns)), route };
}
