import { anyReal, nonNegative, type Quantity, unitInterval } from "../quantity.ts";

/** Laws and figures of the types of a text. */
export const vocabularyQuantities = {
  typeTokenRatio: {
    title: "type-token ratio",
    symbol: "V/n",
    unit: "1",
    definition: "Distinct symbols over symbols; falls with length, compare at equal n only.",
    reference: "Baayen 2001, Word Frequency Distributions, ch. 1",
    range: unitInterval,
  },
  hapaxShare: {
    title: "hapax share",
    symbol: "V1/V",
    unit: "1",
    definition: "Share of the types that occur once.",
    reference: "Baayen 2001, Word Frequency Distributions, ch. 1",
    range: unitInterval,
  },
  zipfExponent: {
    title: "Zipf exponent",
    symbol: "s",
    unit: "1",
    definition: "Exponent of the law p(r) ~ r^-s of the types ranked by frequency.",
    reference: "Zipf 1949, Human Behavior and the Principle of Least Effort",
    range: nonNegative,
  },
  zipfMandelbrot: {
    title: "Zipf-Mandelbrot law",
    symbol: "p(r)",
    unit: "1",
    definition: "Exponent s and shift q of the law p(r) ~ (r + q)^-s of the types ranked by frequency.",
    reference: "Mandelbrot 1953, An informational theory of the statistical structure of language",
    range: nonNegative,
  },
  taylorExponent: {
    title: "Taylor exponent",
    symbol: "a",
    unit: "1",
    definition:
      "Exponent of the growth of the standard deviation of a type's count in windows with its mean.",
    reference: "Kobayashi & Tanaka-Ishii 2018, Proc. 56th ACL; Taylor 1961, Nature 189",
    range: anyReal,
  },
  coverage: {
    title: "coverage",
    symbol: "C(k)",
    unit: "1",
    definition: "Probability that the next block of k symbols is one that occurs in the sample.",
    reference: "Good 1953, Biometrika 40",
    range: unitInterval,
  },
  vocabularyGrowth: {
    title: "vocabulary growth",
    symbol: "V(m)",
    unit: "1",
    definition: "Number of types among the first m tokens.",
    reference: "Baayen 2001, Word Frequency Distributions, ch. 1",
    range: nonNegative,
  },
  yuleK: {
    title: "Yule's K",
    symbol: "K",
    unit: "1",
    definition: "10^4 times the share of pairs of different tokens, out of n^2, that are of one type.",
    reference: "Yule 1944, The Statistical Study of Literary Vocabulary",
    range: () => [0, 1e4] as const,
  },
  heapsExponent: {
    title: "Heaps exponent",
    symbol: "b",
    unit: "1",
    definition: "Exponent of the growth of the number of types with the number of tokens.",
    reference: "Heaps 1978, Information Retrieval: Computational and Theoretical Aspects",
    range: nonNegative,
  },
} as const satisfies Record<string, Quantity>;
