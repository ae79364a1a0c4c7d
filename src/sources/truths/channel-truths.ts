import type { BoundSource, Machine, SourceBody, SourceDefinition } from "../../core/source.ts";
import { bounded, closedForm, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";
import {
  erasedChain,
  erasedMemory,
  erasedPastsDiffer,
  erasureChannel,
  replacementChannel,
  symbolsFixStates,
} from "../../exact/channels.ts";
import { lumpStates, symbolLaw } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { binaryEntropy, complementEntropy, lawEntropy } from "../../statistics/entropy.ts";
import { choiceTruth } from "./parts-truths.ts";
import { independentTruth, scaledTruth, tighten, weightedTruth } from "./truths.ts";

/** The parts of a source through which a memoryless channel commutes. */
type SourceParts = Pick<SourceBody, "choice" | "strands">;

/**
 * The parts of a source behind a memoryless channel: each part of a choice behind the channel, of strands one strand behind it.
 *
 * @param body the source behind the channel
 * @param definition of the channel, and its further arguments in a recipe
 */
export function partsBehind(
  child: BoundSource,
  body: (part: BoundSource) => SourceBody,
  definition: SourceDefinition,
  rest: string,
): SourceParts {
  const behind = (part: BoundSource): BoundSource => ({
    label: part.label,
    ...body(part),
    recipe: `${definition.id}(${part.recipe}, ${rest})`,
    source: definition,
    ofText: part.ofText,
  });
  return {
    choice() {
      const choice = child.choice?.();
      // A part with a smaller alphabet would see another channel.
      if (choice === undefined || choice.parts.some((part) => part.alphabetSize !== child.alphabetSize))
        return undefined;
      return { parts: choice.parts.map(behind), weights: choice.weights };
    },
    strands() {
      const strands = child.strands?.();
      return strands && { count: strands.count, strand: behind(strands.strand) };
    },
  };
}

/** Truths of a source from those of its parts; undefined where it has none. */
function truthOfParts({ choice, strands }: SourceParts): GroundTruth | undefined {
  const chosen = choice?.();
  if (chosen !== undefined) return choiceTruth(chosen.parts, chosen.weights);
  const woven = strands?.();
  if (woven === undefined) return undefined;
  const { count, strand } = woven;
  const { excessEntropy, statisticalComplexity, ...rates } = strand.truth();
  const route = `${count} times that of ${strand.recipe}: independent strands in turn`;
  return {
    ...rates,
    excessEntropy: scaledTruth(excessEntropy, count, route),
    statisticalComplexity: scaledTruth(statisticalComplexity, count, route),
  };
}

/**
 * Entropy of a symbol that is kept, or with probability eps replaced by a uniform draw, given the original symbol.
 *
 * @returns H(1 - eps + eps/A, eps/A, ...), in bits
 */
export function noiseEntropy(alphabetSize: number, eps: number): number {
  const other = eps / alphabetSize;
  if (eps > 0 && eps < 1e-3) {
    return complementEntropy((alphabetSize - 1) * other) - (alphabetSize - 1) * other * Math.log2(other);
  }
  const row = new Float64Array(alphabetSize).fill(eps / alphabetSize);
  row[0] = 1 - eps + eps / alphabetSize;
  return lawEntropy(row);
}

/**
 * Truths of a source under replacement noise.
 *
 * @param eps probability that a symbol is replaced by a uniform draw from the alphabet
 * @param parts of the source, behind the same noise
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
        ? closedForm(lawEntropy(symbolLaw(machine)), "entropy of the stationary law of a symbol")
        : replacedSymbolEntropy(base.symbolEntropy, alphabetSize),
      entropyRate: closedForm(
        noise,
        "the source has entropy rate 0, only the noise is random: H(1-eps+eps/A, eps/A, ...)",
      ),
      ...phaseTruth(base.excessEntropy),
    };
  }
  const limits = boundedTruth(base, noise, alphabetSize);
  if (machine === undefined) return limits;
  const truth = machineTruth(machine);
  if (truth.entropyRate === undefined || limits.entropyRate === undefined) return truth;
  return { ...truth, entropyRate: tighten(truth.entropyRate, limits.entropyRate) };
}

/** A source without entropy and with a finite E is periodic, and the noisy past still reveals its phase. */
function phaseTruth(excessEntropy: Truth | undefined): GroundTruth {
  if (excessEntropy?.status !== "exact") {
    const reason = unknown(
      "it is not known whether the noisy past reveals the position in an aperiodic word",
    );
    return { excessEntropy: reason, statisticalComplexity: reason };
  }
  const truth = closedForm(
    excessEntropy.value,
    "log2 of the period: the noisy past reveals the phase for eps < 1",
  );
  return { excessEntropy: truth, statisticalComplexity: truth };
}

/** The channel is doubly stochastic, so it never lowers an entropy; given the source, only the noise remains. */
function boundedTruth(base: GroundTruth, noise: number, alphabetSize: number): GroundTruth {
  const symbolEntropy = replacedSymbolEntropy(base.symbolEntropy, alphabetSize);
  const why = unknown("the source has no finite machine of tractable size");
  if (base.entropyRate?.status !== "exact") {
    return { symbolEntropy, entropyRate: why, excessEntropy: why, statisticalComplexity: why };
  }
  const rate = base.entropyRate.value;
  return {
    symbolEntropy,
    entropyRate: bounded(
      Math.max(rate, noise),
      Math.min(Math.log2(alphabetSize), rate + noise),
      "max(h, H(noise)) <= h of the noisy source <= h + H(noise)",
    ),
    excessEntropy: why,
    statisticalComplexity: why,
  };
}

function replacedSymbolEntropy(base: Truth | undefined, alphabetSize: number): Truth {
  const most = Math.log2(alphabetSize);
  if (base?.status !== "exact") return unknown("the law of one symbol of the source is not known");
  if (base.value === most) return closedForm(most, "a uniform law stays uniform");
  return bounded(base.value, most, "noise never lowers the entropy of a symbol");
}

/**
 * Truths of a source under erasures.
 *
 * @param eps probability that a symbol becomes a mark
 * @param parts of the source, behind the same erasures
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
    const entropyRate = closedForm(
      marks,
      "the source has entropy rate 0, only the erasures are random: H2(eps)",
    );
    return { symbolEntropy, entropyRate, ...phaseTruth(base.excessEntropy) };
  }
  const lumped = original && lumpStates(original);
  if (lumped?.states === 1) {
    return independentTruth(marks + (1 - eps) * lawEntropy(lumped.probability), "H2(eps) + (1-eps) H(1)");
  }
  if (lumped !== undefined && symbolsFixStates(lumped)) return { symbolEntropy, ...chainTruth(lumped, eps) };
  const limits = boundedRate(base, eps);
  const machine = lumped && erasureChannel(lumped, eps);
  if (machine === undefined) {
    const why = unknown("the source has no finite machine of tractable size");
    return { symbolEntropy, entropyRate: limits, excessEntropy: why, statisticalComplexity: why };
  }
  const truth = machineTruth(machine);
  return { ...truth, symbolEntropy, entropyRate: tighten(truth.entropyRate!, limits) };
}

function chainTruth(machine: Machine, eps: number): GroundTruth {
  const { entropyRate, excessEntropy } = erasedChain(machine, eps);
  const memory = erasedMemory(machine, eps);
  const past =
    "entropy of the last unerased symbol and of the number of marks since: H(state) + H2(eps)/(1-eps)";
  return {
    entropyRate: truthFromBounds(entropyRate, "H2(eps) + (1-eps)^2 sum of eps^(d-1) H(X_d | X_0)"),
    excessEntropy: truthFromBounds(excessEntropy, "(1-eps)^2 sum of d eps^(d-1) I(X_0; X_d)"),
    statisticalComplexity: erasedPastsDiffer(machine)
      ? closedForm(memory, past)
      : bounded(Math.min(memory, excessEntropy.lower), memory, `E <= C_mu <= ${past}`),
  };
}

/** Erasures are independent of the source, and the remaining symbols are at least as hard to predict. */
function boundedRate(base: GroundTruth, eps: number): Truth {
  const { entropyRate: rate, symbolEntropy: symbol } = base;
  if (rate?.status !== "exact") return unknown("the entropy rate of the source is not known");
  const marks = binaryEntropy(eps);
  const most = symbol?.status === "exact" ? (1 - eps) * symbol.value : Number.POSITIVE_INFINITY;
  return bounded(
    marks + (1 - eps) * rate.value,
    marks + Math.max((1 - eps) * rate.value, Math.min(rate.value, most)),
    "H2(eps) + (1-eps) h <= h of the erased source <= H2(eps) + min(h, (1-eps) H(1))",
  );
}
