import type { BoundSource, Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";
import {
  erasedChain,
  erasedMemory,
  erasedPastsDiffer,
  erasureChannel,
  symbolsFixStates,
} from "../../exact/channels.ts";
import { lumpStates } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { binaryEntropy, lawEntropy } from "../../statistics/entropy.ts";
import { independentTruth } from "./independent-truth.ts";
import { type SourceParts, truthOfParts } from "./memoryless-channel.ts";
import { phaseTruth } from "./replaced-truth.ts";
import { tighten } from "./tighten.ts";
import { weightedTruth } from "./weighted-truth.ts";

/**
 * Truths of a source under erasures.
 *
 * @param eps probability that a symbol becomes a mark
 * @param parts what the source is made of, behind the same erasures
 * Cost: none for closed forms, else that of `erasedChain` or `processBounds`.
 */
export function erasedTruth(source: BoundSource, eps: number, parts: SourceParts = {}): GroundTruth {
  if (eps === 0) return source.truth();
  if (eps === 1) return independentTruth(0, "every symbol is erased");
  const original = source.machine?.();
  const ofParts = original === undefined ? truthOfParts(parts) : undefined;
  if (ofParts !== undefined) return ofParts;
  const base = source.truth();
  const marks = binaryEntropy(eps);
  const symbolEntropy = weightedTruth([[1 - eps, base.symbolEntropy]], "H2(eps) + (1-eps) H(1)", marks);
  if (base.entropyRate?.status === "exact" && base.entropyRate.value === 0) {
    const entropyRate = closedForm(marks, "the source adds no entropy to its erasures: H2(eps)");
    return { symbolEntropy, entropyRate, ...phaseTruth(base.excessEntropy) };
  }
  const lumped = original && lumpStates(original);
  if (lumped?.states === 1) {
    return independentTruth(marks + (1 - eps) * lawEntropy(lumped.probability), "H2(eps) + (1-eps) H(1)");
  }
  if (lumped !== undefined && symbolsFixStates(lumped)) return { symbolEntropy, ...chainTruth(lumped, eps) };
  const bounded = boundedRate(base, eps);
  const machine = lumped && erasureChannel(lumped, eps);
  if (machine === undefined) {
    const why = unknown("the source has no finite machine of a size that could be worked through");
    return { symbolEntropy, entropyRate: bounded, excessEntropy: why, statisticalComplexity: why };
  }
  const truth = machineTruth(machine);
  return { ...truth, symbolEntropy, entropyRate: tighten(truth.entropyRate!, bounded) };
}

function chainTruth(machine: Machine, eps: number): GroundTruth {
  const { entropyRate, excessEntropy } = erasedChain(machine, eps);
  const memory = erasedMemory(machine, eps);
  const past = "entropy of the last symbol seen and of the marks since: H(state) + H2(eps)/(1-eps)";
  return {
    entropyRate: truthFromBounds(entropyRate, "H2(eps) + (1-eps)^2 sum of eps^(d-1) H(X_d | X_0)"),
    excessEntropy: truthFromBounds(excessEntropy, "(1-eps)^2 sum of d eps^(d-1) I(X_0; X_d)"),
    statisticalComplexity: erasedPastsDiffer(machine)
      ? closedForm(memory, past)
      : {
          status: "bounds",
          lower: Math.min(memory, excessEntropy.lower),
          upper: memory,
          route: `E <= C_mu <= ${past}`,
        },
  };
}

/** Erasures are independent of the source, and what is left of it is at least as hard to foresee. */
function boundedRate(base: GroundTruth, eps: number): Truth {
  const { entropyRate: rate, symbolEntropy: symbol } = base;
  if (rate?.status !== "exact") return unknown("the entropy rate of the source is not known");
  const marks = binaryEntropy(eps);
  const most = symbol?.status === "exact" ? (1 - eps) * symbol.value : Number.POSITIVE_INFINITY;
  return {
    status: "bounds",
    lower: marks + (1 - eps) * rate.value,
    upper: marks + Math.max((1 - eps) * rate.value, Math.min(rate.value, most)),
    route: "H2(eps) + (1-eps) h <= h of what is left <= H2(eps) + min(h, (1-eps) H(1))",
  };
}
