/**
 * The formulas as a second entry, `mesoscope/statistics`: pure functions of counts, symbols and machines, which work in the
 * calling thread. Base 2 everywhere.
 */

export type { Machine } from "./core/source.ts";
export { blockEntropies } from "./machines/block-entropies.ts";
export { createMachine, type Edge } from "./machines/create-machine.ts";
export { lumpStates } from "./machines/lump-states.ts";
export { machineTruth } from "./machines/machine-truth.ts";
export { type Bounds, type ProcessBounds, processBounds } from "./machines/process-bounds.ts";
export { reversedMachine } from "./machines/reversed-machine.ts";
export { symbolLaw } from "./machines/symbol-law.ts";
export { transientInformation } from "./machines/transient-information.ts";
export { isUnifilar, unifilarEntropyRate } from "./machines/unifilar-entropy-rate.ts";
export {
  dirichletPriors,
  nemenmanShafeeBialekEntropy,
  pitmanYorMixtureEntropy,
  posteriorMeanEntropy,
  smoothedEntropy,
} from "./statistics/bayesian-entropy.ts";
export { type BlockStatistics, blockEntropyProfile } from "./statistics/block-entropy.ts";
export {
  type Counts,
  chaoJostCoverage,
  type FrequencySpectrum,
  frequencySpectrum,
  goodTuringCoverage,
} from "./statistics/counts.ts";
export {
  binaryEntropy,
  chaoShenEntropy,
  chaoWangJostEntropy,
  collisionEntropy,
  extropy,
  grassberger1988Entropy,
  grassbergerEntropy,
  jackknifeEntropy,
  jamesSteinEntropy,
  lawEntropy,
  millerMadowEntropy,
  plugInEntropy,
  renyiEntropy,
} from "./statistics/entropy.ts";
export { type LempelZivParse, lempelZiv76, lempelZiv78 } from "./statistics/lempel-ziv.ts";
export { longestCommonPrefixes, longestPreviousFactors, suffixArray } from "./statistics/suffixes.ts";
