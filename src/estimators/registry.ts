import { createRegistry } from "../core/registry.ts";
import { brotliRate, brotliRatio } from "./compression/brotli.ts";
import { bzip2Rate, bzip2Ratio } from "./compression/bzip2.ts";
import { deflateRate, deflateRatio } from "./compression/deflate.ts";
import { ppmdRate, ppmdRatio } from "./compression/ppmd.ts";
import { xzRate, xzRatio } from "./compression/xz.ts";
import { zstdRate, zstdRatio } from "./compression/zstd.ts";
import { approximatePeriod } from "./deception/approximate-period.ts";
import { chiSquare } from "./deception/chi-square.ts";
import { chiSquareTest } from "./deception/chi-square-test.ts";
import { exactPeriod } from "./deception/exact-period.ts";
import { linearComplexity } from "./deception/linear-complexity.ts";
import { linearComplexityPlanes } from "./deception/linear-complexity-planes.ts";
import { linearComplexityTest } from "./deception/linear-complexity-test.ts";
import { monteCarloPi } from "./deception/monte-carlo-pi.ts";
import { periodicAgreement } from "./deception/periodic-agreement.ts";
import { serialCorrelation } from "./deception/serial-correlation.ts";
import { spectralTest } from "./deception/spectral-test.ts";
import { symbolMean } from "./deception/symbol-mean.ts";
import { chaoShen } from "./entropy/chao-shen.ts";
import { chaoWangJost } from "./entropy/chao-wang-jost.ts";
import { collision } from "./entropy/collision.ts";
import { dirichlet } from "./entropy/dirichlet.ts";
import { extropy } from "./entropy/extropy.ts";
import { fluctuationComplexity } from "./entropy/fluctuation-complexity.ts";
import { grassberger } from "./entropy/grassberger.ts";
import { grassberger1988 } from "./entropy/grassberger-1988.ts";
import { hillNumber } from "./entropy/hill-number.ts";
import { jackknife } from "./entropy/jackknife.ts";
import { jamesStein } from "./entropy/james-stein.ts";
import { millerMadow } from "./entropy/miller-madow.ts";
import { nemenmanShafeeBialek } from "./entropy/nemenman-shafee-bialek.ts";
import { pitmanYorMixture } from "./entropy/pitman-yor-mixture.ts";
import { plugIn } from "./entropy/plug-in.ts";
import { renyi } from "./entropy/renyi.ts";
import { blockGain } from "./entropy-rate/block-gain.ts";
import { contextTreeWeightingRate } from "./entropy-rate/context-tree-weighting.ts";
import { extrapolatedRate } from "./entropy-rate/extrapolated-rate.ts";
import { lempelZiv76Rate } from "./entropy-rate/lempel-ziv-76-rate.ts";
import { lempelZiv78Rate } from "./entropy-rate/lempel-ziv-78-rate.ts";
import { matchLengthMean } from "./entropy-rate/match-length-mean.ts";
import { matchLengthRatio } from "./entropy-rate/match-length-ratio.ts";
import { observerRate } from "./entropy-rate/observer.ts";
import { budget } from "./learning/budget.ts";
import { growthExponent } from "./learning/growth-exponent.ts";
import { heldOutRate } from "./learning/held-out-rate.ts";
import { learningCurve } from "./learning/learning-curve.ts";
import { structuralInformation } from "./learning/structural-information.ts";
import { structureBeyondShuffle } from "./learning/structure-beyond-shuffle.ts";
import { detrendedFluctuation } from "./memory/detrended-fluctuation.ts";
import { hilbergExponent } from "./memory/hilberg-exponent.ts";
import { horizon } from "./memory/horizon.ts";
import { hurstExponent } from "./memory/hurst-exponent.ts";
import { informationDecay } from "./memory/information-decay.ts";
import { mutualInformation } from "./memory/mutual-information.ts";
import { collisionMinEntropy } from "./min-entropy/collision-min-entropy.ts";
import { compressionMinEntropy } from "./min-entropy/compression-min-entropy.ts";
import { contextMinEntropy } from "./min-entropy/context-min-entropy.ts";
import { dictionaryMinEntropy } from "./min-entropy/dictionary-min-entropy.ts";
import { lagMinEntropy } from "./min-entropy/lag-min-entropy.ts";
import { longestRepeatMinEntropy } from "./min-entropy/longest-repeat-min-entropy.ts";
import { markovMinEntropy } from "./min-entropy/markov-min-entropy.ts";
import { mostCommonValue } from "./min-entropy/most-common-value.ts";
import { tupleMinEntropy } from "./min-entropy/tuple-min-entropy.ts";
import { windowMinEntropy } from "./min-entropy/window-min-entropy.ts";
import { distinctNgrams } from "./ngrams/distinct-ngrams.ts";
import { ngramFrequencySpectrum } from "./ngrams/frequency-spectrum.ts";
import { ngramCoverage } from "./ngrams/good-turing-coverage.ts";
import { hapaxShare } from "./ngrams/hapax-share.ts";
import { heapsExponent } from "./ngrams/heaps-exponent.ts";
import { ngramCounts } from "./ngrams/ngram-counts.ts";
import { taylorExponent } from "./ngrams/taylor-exponent.ts";
import { topNgrams } from "./ngrams/top-ngrams.ts";
import { typeTokenRatio } from "./ngrams/type-token-ratio.ts";
import { vocabularyGrowth } from "./ngrams/vocabulary-growth.ts";
import { yuleK } from "./ngrams/yule-k.ts";
import { zipfExponent } from "./ngrams/zipf-exponent.ts";
import { zipfMandelbrot } from "./ngrams/zipf-mandelbrot.ts";
import { distinctSubstrings } from "./repeats/distinct-substrings.ts";
import { duplicateShare } from "./repeats/duplicate-share.ts";
import { longestRepeats } from "./repeats/longest-repeats.ts";
import { noveltyCurve } from "./repeats/novelty-curve.ts";
import { repeatSpectrum } from "./repeats/repeat-spectrum.ts";
import { blockEntropies } from "./structure/block-entropies.ts";
import { complexityEntropyPlane } from "./structure/complexity-entropy-plane.ts";
import { entropyGains } from "./structure/entropy-gains.ts";
import { excessEntropy } from "./structure/excess-entropy.ts";
import { jensenShannonComplexity } from "./structure/jensen-shannon-complexity.ts";
import { lempelZiv76Phrases } from "./structure/lempel-ziv-76.ts";
import { lempelZiv78Phrases } from "./structure/lempel-ziv-78.ts";
import { lmcComplexity } from "./structure/lmc-complexity.ts";
import { missingPatterns } from "./structure/missing-patterns.ts";
import { permutationEntropy } from "./structure/permutation-entropy.ts";
import { statisticalComplexity } from "./structure/statistical-complexity.ts";
import { transientInformation } from "./structure/transient-information.ts";
import { weightedPermutationEntropy } from "./structure/weighted-permutation-entropy.ts";

/** Every estimator, by what it answers. */
export const estimatorRegistry = createRegistry("estimator", [
  plugIn,
  millerMadow,
  jackknife,
  grassberger1988,
  grassberger,
  chaoShen,
  chaoWangJost,
  jamesStein,
  dirichlet,
  nemenmanShafeeBialek,
  pitmanYorMixture,
  renyi,
  collision,
  hillNumber,
  extropy,
  fluctuationComplexity,
  mostCommonValue,
  markovMinEntropy,
  collisionMinEntropy,
  compressionMinEntropy,
  tupleMinEntropy,
  longestRepeatMinEntropy,
  windowMinEntropy,
  lagMinEntropy,
  contextMinEntropy,
  dictionaryMinEntropy,
  blockGain,
  observerRate,
  contextTreeWeightingRate,
  extrapolatedRate,
  lempelZiv76Rate,
  lempelZiv78Rate,
  matchLengthRatio,
  matchLengthMean,
  heldOutRate,
  learningCurve,
  structuralInformation,
  structureBeyondShuffle,
  growthExponent,
  budget,
  blockEntropies,
  entropyGains,
  excessEntropy,
  transientInformation,
  statisticalComplexity,
  lempelZiv76Phrases,
  lempelZiv78Phrases,
  permutationEntropy,
  weightedPermutationEntropy,
  missingPatterns,
  complexityEntropyPlane,
  jensenShannonComplexity,
  lmcComplexity,
  mutualInformation,
  horizon,
  informationDecay,
  detrendedFluctuation,
  hurstExponent,
  hilbergExponent,
  linearComplexity,
  linearComplexityTest,
  linearComplexityPlanes,
  exactPeriod,
  approximatePeriod,
  periodicAgreement,
  chiSquare,
  chiSquareTest,
  serialCorrelation,
  spectralTest,
  symbolMean,
  monteCarloPi,
  deflateRate,
  brotliRate,
  zstdRate,
  xzRate,
  bzip2Rate,
  ppmdRate,
  deflateRatio,
  brotliRatio,
  zstdRatio,
  xzRatio,
  bzip2Ratio,
  ppmdRatio,
  ngramCounts,
  distinctNgrams,
  ngramFrequencySpectrum,
  topNgrams,
  typeTokenRatio,
  hapaxShare,
  zipfExponent,
  zipfMandelbrot,
  heapsExponent,
  vocabularyGrowth,
  taylorExponent,
  ngramCoverage,
  yuleK,
  longestRepeats,
  duplicateShare,
  repeatSpectrum,
  distinctSubstrings,
  noveltyCurve,
]);
