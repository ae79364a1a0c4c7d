import type { BoundSource } from "../../core/source.ts";
import { closedForm, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { replacementChannel } from "../../exact/channels.ts";
import { symbolLaw } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { independentTruth } from "./independent-truth.ts";
import { type SourceParts, truthOfParts } from "./memoryless-channel.ts";
import { noiseEntropy } from "./noise-entropy.ts";
import { tighten } from "./tighten.ts";

/**
 * Truths of a source under replacement noise.
 *
 * @param eps probability that a symbol is replaced by a uniform draw from the alphabet
 * @param parts what the source is made of, behind the same noise
 * Cost: none for closed forms, else that of `processBounds`.
 */
export function replacedTruth(source: BoundSource, eps: number, parts: SourceParts = {}): GroundTruth {
  const { alphabetSize } = source;
  if (eps === 0) return source.truth();
  if (eps === 1) return independentTruth(Math.log2(alphabetSize), "every symbol is a uniform draw: log2 A");
  const original = source.machine?.();
  const ofParts = original === undefined ? truthOfParts(parts) : undefined;
  if (ofParts !== undefined) return ofParts;
  const base = source.truth();
  const machine = original && replacementChannel(original, eps);
  const noise = noiseEntropy(alphabetSize, eps);
  if (base.entropyRate?.status === "exact" && base.entropyRate.value === 0) {
    return {
      symbolEntropy: machine
        ? closedForm(lawEntropy(symbolLaw(machine)), "stationary law of one symbol")
        : replacedSymbolEntropy(base.symbolEntropy, alphabetSize),
      entropyRate: closedForm(noise, "the source adds no entropy to its noise: H(1-eps+eps/A, eps/A, ...)"),
      ...phaseTruth(base.excessEntropy),
    };
  }
  const bounded = boundedTruth(base, noise, alphabetSize);
  if (machine === undefined) return bounded;
  const truth = machineTruth(machine);
  if (truth.entropyRate === undefined || bounded.entropyRate === undefined) return truth;
  return { ...truth, entropyRate: tighten(truth.entropyRate, bounded.entropyRate) };
}

/** A source without entropy and with a finite E has a period, and the noisy past still reveals its phase. */
export function phaseTruth(excessEntropy: Truth | undefined): GroundTruth {
  if (excessEntropy?.status !== "exact") {
    const reason = unknown(
      "whether the noisy past reveals the place in an aperiodic word is not settled here",
    );
    return { excessEntropy: reason, statisticalComplexity: reason };
  }
  const truth = closedForm(
    excessEntropy.value,
    "log2 of the period: the noisy past reveals the phase for eps < 1",
  );
  return { excessEntropy: truth, statisticalComplexity: truth };
}

/** The channel is doubly stochastic, so it never lowers an entropy; given the source, only the noise is left. */
function boundedTruth(base: GroundTruth, noise: number, alphabetSize: number): GroundTruth {
  const symbolEntropy = replacedSymbolEntropy(base.symbolEntropy, alphabetSize);
  const why = unknown("the source has no finite machine of a size that could be worked through");
  if (base.entropyRate?.status !== "exact") {
    return { symbolEntropy, entropyRate: why, excessEntropy: why, statisticalComplexity: why };
  }
  const rate = base.entropyRate.value;
  return {
    symbolEntropy,
    entropyRate: {
      status: "bounds",
      lower: Math.max(rate, noise),
      upper: Math.min(Math.log2(alphabetSize), rate + noise),
      route: "max(h, H(noise)) <= h of the noisy source <= h + H(noise)",
    },
    excessEntropy: why,
    statisticalComplexity: why,
  };
}

function replacedSymbolEntropy(base: Truth | undefined, alphabetSize: number): Truth {
  const most = Math.log2(alphabetSize);
  if (base?.status !== "exact") return unknown("the law of one symbol of the source is not known");
  if (base.value === most) return closedForm(most, "a uniform law stays uniform");
  return {
    status: "bounds",
    lower: base.value,
    upper: most,
    route: "noise never lowers the entropy of a symbol",
  };
}
