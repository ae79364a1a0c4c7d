/**
 * The formulas as a separate entry, `mesoscope/statistics`: pure functions of counts, symbols and machines, in the calling
 * thread. Base 2 everywhere. Functions that build tables throw RangeError where memory is short.
 */

export type { Machine } from "./core/source.ts";
export {
  type Bounds,
  blockEntropies,
  type ProcessBounds,
  processBounds,
  transientInformation,
} from "./exact/block-entropies.ts";
export {
  createMachine,
  type Edge,
  isUnifilar,
  lumpStates,
  reversedMachine,
  symbolLaw,
  unifilarEntropyRate,
} from "./exact/machine.ts";
export { machineTruth } from "./exact/machine-truth.ts";
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
