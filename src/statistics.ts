/**
 * The formulas as a second entry, `mesoscope/statistics`: pure functions of counts, symbols and machines, which work in the
 * calling thread. Base 2 everywhere.
 */

export type { Machine } from "./core/source.ts";
export { type BlockStatistics, blockEntropyProfile } from "./statistics/block-entropy-profile.ts";
export { chaoShenEntropy } from "./statistics/chao-shen-entropy.ts";
export { chaoWangJostEntropy } from "./statistics/chao-wang-jost-entropy.ts";
export { dirichletPriors, posteriorMeanEntropy, smoothedEntropy } from "./statistics/dirichlet-entropy.ts";
export { extropy } from "./statistics/extropy.ts";
export { type Counts, type FrequencySpectrum, frequencySpectrum } from "./statistics/frequency-spectrum.ts";
export { chaoJostCoverage, goodTuringCoverage } from "./statistics/good-turing-coverage.ts";
export { grassberger1988Entropy } from "./statistics/grassberger-1988-entropy.ts";
export { grassbergerEntropy } from "./statistics/grassberger-entropy.ts";
export { jackknifeEntropy } from "./statistics/jackknife-entropy.ts";
export { jamesSteinEntropy } from "./statistics/james-stein-entropy.ts";
export { type LempelZivParse, lempelZiv76 } from "./statistics/lempel-ziv-76.ts";
export { lempelZiv78 } from "./statistics/lempel-ziv-78.ts";
export { longestCommonPrefixes } from "./statistics/longest-common-prefixes.ts";
export { longestPreviousFactors } from "./statistics/longest-previous-factors.ts";
export { blockEntropies } from "./statistics/machines/block-entropies.ts";
export { createMachine, type Edge } from "./statistics/machines/create-machine.ts";
export { binaryEntropy, lawEntropy } from "./statistics/machines/law-entropy.ts";
export { lumpStates } from "./statistics/machines/lump-states.ts";
export { machineTruth } from "./statistics/machines/machine-truth.ts";
export { type Bounds, type ProcessBounds, processBounds } from "./statistics/machines/process-bounds.ts";
export { reversedMachine } from "./statistics/machines/reversed-machine.ts";
export { symbolLaw } from "./statistics/machines/symbol-law.ts";
export { transientInformation } from "./statistics/machines/transient-information.ts";
export { isUnifilar, unifilarEntropyRate } from "./statistics/machines/unifilar-entropy-rate.ts";
export { millerMadowEntropy } from "./statistics/miller-madow-entropy.ts";
export { nemenmanShafeeBialekEntropy } from "./statistics/nemenman-shafee-bialek-entropy.ts";
export { pitmanYorMixtureEntropy } from "./statistics/pitman-yor-mixture-entropy.ts";
export { plugInEntropy } from "./statistics/plug-in-entropy.ts";
export { collisionEntropy, renyiEntropy } from "./statistics/renyi-entropy.ts";
export { suffixArray } from "./statistics/suffix-array.ts";
