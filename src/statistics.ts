/**
 * The formulas as a second entry, `mesoscope/statistics`: pure functions of counts, symbols and machines, which work in the
 * calling thread. Base 2 everywhere.
 */

export type { Machine } from "./core/source.ts";
export { chaoShenEntropy } from "./entropy/chao-shen-entropy.ts";
export { chaoWangJostEntropy } from "./entropy/chao-wang-jost-entropy.ts";
export { dirichletPriors, posteriorMeanEntropy, smoothedEntropy } from "./entropy/dirichlet-entropy.ts";
export { extropy } from "./entropy/extropy.ts";
export { type Counts, type FrequencySpectrum, frequencySpectrum } from "./entropy/frequency-spectrum.ts";
export { chaoJostCoverage, goodTuringCoverage } from "./entropy/good-turing-coverage.ts";
export { grassberger1988Entropy } from "./entropy/grassberger-1988-entropy.ts";
export { grassbergerEntropy } from "./entropy/grassberger-entropy.ts";
export { jackknifeEntropy } from "./entropy/jackknife-entropy.ts";
export { jamesSteinEntropy } from "./entropy/james-stein-entropy.ts";
export { millerMadowEntropy } from "./entropy/miller-madow-entropy.ts";
export { nemenmanShafeeBialekEntropy } from "./entropy/nemenman-shafee-bialek-entropy.ts";
export { pitmanYorMixtureEntropy } from "./entropy/pitman-yor-mixture-entropy.ts";
export { plugInEntropy } from "./entropy/plug-in-entropy.ts";
export { collisionEntropy, renyiEntropy } from "./entropy/renyi-entropy.ts";
export { blockEntropies } from "./machines/block-entropies.ts";
export { createMachine, type Edge } from "./machines/create-machine.ts";
export { binaryEntropy, lawEntropy } from "./machines/law-entropy.ts";
export { lumpStates } from "./machines/lump-states.ts";
export { machineTruth } from "./machines/machine-truth.ts";
export { type Bounds, type ProcessBounds, processBounds } from "./machines/process-bounds.ts";
export { reversedMachine } from "./machines/reversed-machine.ts";
export { symbolLaw } from "./machines/symbol-law.ts";
export { transientInformation } from "./machines/transient-information.ts";
export { isUnifilar, unifilarEntropyRate } from "./machines/unifilar-entropy-rate.ts";
export { type BlockStatistics, blockEntropyProfile } from "./words/block-entropy-profile.ts";
export { type LempelZivParse, lempelZiv76 } from "./words/lempel-ziv-76.ts";
export { lempelZiv78 } from "./words/lempel-ziv-78.ts";
export { longestCommonPrefixes } from "./words/longest-common-prefixes.ts";
export { longestPreviousFactors } from "./words/longest-previous-factors.ts";
export { suffixArray } from "./words/suffix-array.ts";
