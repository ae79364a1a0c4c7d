import type { QuantityId } from "../core/quantities.ts";

/** How a quantity that can be limited is measured where nothing else is asked for. */
interface Answer {
  readonly estimator: string;
  /** the index of the values of a series, such as k of H(k); null for one number */
  readonly index: string | null;
}

const number = (estimator: string): Answer => ({ estimator, index: null });
const series = (estimator: string, index: string): Answer => ({ estimator, index });

/** The estimator that answers each quantity in a budget: the sharpest one that needs no optional package. */
export const answeringEstimators: Readonly<Partial<Record<QuantityId, Answer>>> = {
  symbolEntropy: number("grassberger"),
  entropyRate: number("observer"),
  codeLengthRate: number("deflate"),
  compressionRatio: number("deflate-ratio"),
  heldOutRate: number("held-out-rate"),
  structuralInformation: number("structural-information"),
  structureBeyondShuffle: number("structure-beyond-shuffle"),
  learningCoefficient: number("learning-coefficient"),
  growthExponent: number("growth-exponent"),
  excessEntropy: number("excess-entropy"),
  statisticalComplexity: number("statistical-complexity"),
  transientInformation: number("transient-information"),
  renyiEntropy: number("renyi"),
  hillNumber: number("hill-number"),
  extropy: number("extropy"),
  fluctuationComplexity: number("fluctuation-complexity"),
  minEntropy: number("most-common-value"),
  lempelZiv76Phrases: number("lempel-ziv-76"),
  lempelZiv78Phrases: number("lempel-ziv-78"),
  permutationEntropy: number("permutation-entropy"),
  weightedPermutationEntropy: number("weighted-permutation-entropy"),
  missingPatterns: number("missing-patterns"),
  jensenShannonComplexity: number("jensen-shannon-complexity"),
  lmcComplexity: number("lmc-complexity"),
  horizon: number("horizon"),
  fluctuationExponent: number("detrended-fluctuation"),
  hurstExponent: number("hurst-exponent"),
  hilbergExponent: number("hilberg-exponent"),
  linearComplexity: number("linear-complexity"),
  uniformityPValue: number("chi-square-test"),
  period: number("exact-period"),
  approximatePeriod: number("approximate-period"),
  periodicAgreement: number("periodic-agreement"),
  chiSquare: number("chi-square"),
  serialCorrelation: number("serial-correlation"),
  symbolMean: number("symbol-mean"),
  monteCarloPi: number("monte-carlo-pi"),
  typeTokenRatio: number("type-token-ratio"),
  hapaxShare: number("hapax-share"),
  zipfExponent: number("zipf-exponent"),
  heapsExponent: number("heaps-exponent"),
  taylorExponent: number("taylor-exponent"),
  yuleK: number("yule-k"),
  duplicateShare: number("duplicate-share"),
  distinctSubstrings: number("distinct-substrings"),
  blockEntropy: series("block-entropies", "k"),
  entropyGain: series("entropy-gains", "k"),
  coverage: series("good-turing-coverage", "k"),
  distinctWords: series("distinct-ngrams", "k"),
  mutualInformation: series("mutual-information", "d"),
  learningCurve: series("learning-curve", "m"),
  vocabularyGrowth: series("vocabulary-growth", "m"),
};
