import type { BoundSource, Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { binaryEntropy } from "../../statistics/machines/law-entropy.ts";
import { machineTruth } from "../../statistics/machines/machine-truth.ts";
import { tighten } from "./tighten.ts";

/**
 * Truths of two sources that take turns of random length.
 *
 * @param machine the machine of the mixture, where it has one
 * @throws never
 */
export function switchedTruth(
  [a, b]: readonly [BoundSource, BoundSource],
  stay: number,
  entry: "resume" | "restart",
  machine: Machine | undefined,
): GroundTruth {
  if (stay === 1) return mixtureTruth(a.truth(), b.truth());
  if (machine !== undefined) {
    const truth = machineTruth(machine);
    if (entry === "restart" || truth.entropyRate === undefined) return truth;
    return { ...truth, entropyRate: tighten(truth.entropyRate, boundedRate(a, b, binaryEntropy(stay))) };
  }
  const why = unknown("a source has no finite machine of a size that could be worked through");
  return {
    symbolEntropy: why,
    entropyRate: entry === "resume" ? boundedRate(a, b, binaryEntropy(stay)) : why,
    excessEntropy: why,
    statisticalComplexity: why,
  };
}

/**
 * Mean of two entropy rates, where both are known.
 *
 * @throws never
 */
export function meanRate(a: GroundTruth, b: GroundTruth): number | undefined {
  const rates = [a.entropyRate, b.entropyRate] as const;
  if (rates[0]?.status !== "exact" || rates[1]?.status !== "exact") return undefined;
  return (rates[0].value + rates[1].value) / 2;
}

/** Given the turns the parts are independent; the turns themselves have entropy H2(stay). */
function boundedRate(a: BoundSource, b: BoundSource, turnEntropy: number): Truth {
  const lower = meanRate(a.truth(), b.truth());
  if (lower === undefined) return unknown("the entropy rate of a part is not known");
  const most = Math.log2(Math.max(a.alphabetSize, b.alphabetSize));
  const route = "mean rate <= h <= mean rate + H2(stay)";
  return { status: "bounds", lower, upper: Math.min(most, lower + turnEntropy), route };
}

/** One of the two for good, by a fair coin: each sequence shows one component only. */
function mixtureTruth(a: GroundTruth, b: GroundTruth): GroundTruth {
  const why = unknown("the parts might be the same process");
  const rate = meanRate(a, b);
  if (rate === undefined || a.entropyRate?.status !== "exact" || b.entropyRate?.status !== "exact") {
    const reason = unknown("the entropy rate of a part is not known");
    return { entropyRate: reason, excessEntropy: reason, statisticalComplexity: reason };
  }
  const entropyRate = closedForm(rate, "mean of the two rates");
  // Ergodic processes with different rates never look alike in the long run, so the past tells which one runs.
  const differ = Math.abs(a.entropyRate.value - b.entropyRate.value) > 1e-9;
  if (!differ) return { entropyRate, excessEntropy: why, statisticalComplexity: why };
  return {
    entropyRate,
    excessEntropy: plusOneBit(a.excessEntropy, b.excessEntropy, "1 bit to tell the parts apart + mean E"),
    statisticalComplexity: plusOneBit(
      a.statisticalComplexity,
      b.statisticalComplexity,
      "1 bit to tell the parts apart + mean C_mu",
    ),
  };
}

function plusOneBit(a: Truth | undefined, b: Truth | undefined, route: string): Truth {
  if (a?.status === "infinite" || b?.status === "infinite") return { status: "infinite", route };
  if (a?.status !== "exact" || b?.status !== "exact") return unknown("it is not known for a part");
  return { status: "exact", value: 1 + (a.value + b.value) / 2, digits: Math.min(a.digits, b.digits), route };
}
