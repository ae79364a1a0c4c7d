/** The unit lives in the quantity and nowhere else; base 2 everywhere. */
export type Unit = "bit" | "bit/symbol" | "bit/byte" | "bit symbol" | "symbol" | "1";

/** What can be asked of a source or a corpus. Estimators answer a quantity, sources state its truth. */
export interface Quantity {
  readonly title: string;
  readonly symbol: string;
  readonly unit: Unit;
  readonly definition: string;
  readonly reference: string;
  /** closed range a true value lies in, for alphabet size A */
  readonly range: (alphabetSize: number) => readonly [lower: number, upper: number];
}

const nonNegative = () => [0, Number.POSITIVE_INFINITY] as const;
const entropyRange = (alphabetSize: number) => [0, Math.log2(Math.max(1, alphabetSize))] as const;
const anyReal = () => [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
const unitInterval = () => [0, 1] as const;

export const quantities = {
  symbolEntropy: {
    title: "symbol entropy",
    symbol: "H(1)",
    unit: "bit/symbol",
    definition: "Shannon entropy of the marginal law of one symbol.",
    reference: "Shannon 1948, Bell Syst. Tech. J. 27",
    range: entropyRange,
  },
  blockEntropy: {
    title: "block entropy",
    symbol: "H(k)",
    unit: "bit",
    definition: "Shannon entropy of the law of k consecutive symbols.",
    reference: "Shannon 1951, Bell Syst. Tech. J. 30",
    range: nonNegative,
  },
  entropyGain: {
    title: "entropy gain",
    symbol: "h(k)",
    unit: "bit/symbol",
    definition: "h(k) = H(k) - H(k-1): uncertainty of a symbol given the k-1 before it.",
    reference: "Crutchfield & Feldman 2003, Chaos 13",
    range: entropyRange,
  },
  entropyRate: {
    title: "entropy rate",
    symbol: "h",
    unit: "bit/symbol",
    definition: "Limit of h(k): uncertainty of a symbol given its whole past.",
    reference: "Shannon 1948, Bell Syst. Tech. J. 27",
    range: entropyRange,
  },
  excessEntropy: {
    title: "excess entropy",
    symbol: "E",
    unit: "bit",
    definition: "E = I(past; future); E(L) = H(L) - L h(L) grows to it.",
    reference: "Crutchfield & Feldman 2003, Chaos 13",
    range: nonNegative,
  },
  statisticalComplexity: {
    title: "statistical complexity",
    symbol: "C_mu",
    unit: "bit",
    definition: "Entropy of the causal states: what a process must remember to predict optimally.",
    reference: "Crutchfield & Young 1989, Phys. Rev. Lett. 63",
    range: nonNegative,
  },
  transientInformation: {
    title: "transient information",
    symbol: "T",
    unit: "bit symbol",
    definition: "Sum over L of E + h L - H(L): what an observer pays before it is synchronised.",
    reference: "Crutchfield & Feldman 2003, Chaos 13",
    range: nonNegative,
  },
  permutationEntropy: {
    title: "permutation entropy",
    symbol: "H_PE",
    unit: "bit",
    definition: "Entropy of the orders in which the numbers of a window stand.",
    reference: "Bandt & Pompe 2002, Phys. Rev. Lett. 88, 174102",
    range: nonNegative,
  },
  weightedPermutationEntropy: {
    title: "weighted permutation entropy",
    symbol: "H_WPE",
    unit: "bit",
    definition:
      "Entropy of the orders in which the numbers of a window stand, each weighted by its variance.",
    reference: "Fadlallah et al. 2013, Phys. Rev. E 87, 022911",
    range: nonNegative,
  },
  missingPatterns: {
    title: "missing ordinal patterns",
    symbol: "missing",
    unit: "1",
    definition: "Share of the orders of a window's numbers that never occur.",
    reference: "Amigo, Zambrano & Sanjuan 2007, Europhys. Lett. 79, 50001",
    range: unitInterval,
  },
  complexityEntropy: {
    title: "complexity-entropy plane",
    symbol: "(H, C)",
    unit: "1",
    definition: "Normalised permutation entropy and Jensen-Shannon complexity of the same ordinal patterns.",
    reference: "Rosso et al. 2007, Phys. Rev. Lett. 99, 154102",
    range: unitInterval,
  },
  jensenShannonComplexity: {
    title: "Jensen-Shannon complexity",
    symbol: "C_JS",
    unit: "1",
    definition: "Normalised entropy times normalised Jensen-Shannon divergence from the uniform law.",
    reference: "Lamberti et al. 2004, Physica A 334",
    range: unitInterval,
  },
  lmcComplexity: {
    title: "LMC complexity",
    symbol: "C_LMC",
    unit: "1",
    definition: "Normalised entropy times squared distance from the uniform law.",
    reference: "Lopez-Ruiz, Mancini & Calbet 1995, Phys. Lett. A 209",
    range: unitInterval,
  },
  codeLengthRate: {
    title: "code-length rate",
    symbol: "l",
    unit: "bit/symbol",
    definition: "Bits a real code spends on the sequence, header counted, divided by its length.",
    reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 5",
    range: nonNegative,
  },
  heldOutRate: {
    title: "held-out rate",
    symbol: "l(M)",
    unit: "bit/symbol",
    definition: "Bits an observer that has learned M symbols pays for fresh ones of the same corpus, frozen.",
    reference: "Dawid 1984, J. R. Stat. Soc. A 147",
    range: nonNegative,
  },
  learningCurve: {
    title: "learning curve",
    symbol: "l(m)",
    unit: "bit/symbol",
    definition: "Bits an observer pays for fresh symbols after it has learned m of the same corpus.",
    reference: "Haussler, Kearns, Seung & Tishby 1996, Mach. Learn. 25",
    range: nonNegative,
  },
  structuralInformation: {
    title: "structural information",
    symbol: "S",
    unit: "bit",
    definition: "What an observer had to learn: the excess of l(m) over l(M), summed over m.",
    reference:
      "Rissanen 1984, IEEE Trans. Inform. Theory 30; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
    range: anyReal,
  },
  structureBeyondShuffle: {
    title: "structure beyond the shuffle",
    symbol: "dS",
    unit: "bit",
    definition: "S less the mean S of shuffles of the same symbols.",
    reference: "Theiler et al. 1992, Physica D 58 (surrogates)",
    range: anyReal,
  },
  growthExponent: {
    title: "growth exponent",
    symbol: "b",
    unit: "1",
    definition: "Slope of log S(m) against log m over the last octaves of the learning curve.",
    reference: "Debowski 2015, Chaos 25 (Hilberg exponents)",
    range: anyReal,
  },
  budget: {
    title: "budget",
    symbol: "budget",
    unit: "1",
    definition: "Shares of log2 A: random l(M), learned S / M, and free order, which is the rest.",
    reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30",
    range: unitInterval,
  },
  compressionRatio: {
    title: "compression ratio",
    symbol: "r",
    unit: "1",
    definition: "Compressed size over input size, both in bytes; may exceed 1.",
    reference: "Salomon & Motta 2010, Handbook of Data Compression, ch. 1",
    range: nonNegative,
  },
  lempelZiv76Phrases: {
    title: "LZ76 phrases",
    symbol: "c76(n)",
    unit: "1",
    definition: "Components of the exhaustive history of Lempel & Ziv 1976.",
    reference: "Lempel & Ziv 1976, IEEE Trans. Inform. Theory 22",
    range: nonNegative,
  },
  lempelZiv78Phrases: {
    title: "LZ78 phrases",
    symbol: "c78(n)",
    unit: "1",
    definition: "Phrases of the incremental parsing of Ziv & Lempel 1978.",
    reference: "Ziv & Lempel 1978, IEEE Trans. Inform. Theory 24",
    range: nonNegative,
  },
  distinctWords: {
    title: "distinct k-grams",
    symbol: "D(k)",
    unit: "1",
    definition: "Number of different blocks of k symbols.",
    reference: "Manning & Schütze 1999, Foundations of Statistical NLP, ch. 6",
    range: nonNegative,
  },
  topWords: {
    title: "most frequent k-grams",
    symbol: "top(k)",
    unit: "1",
    definition: "Most frequent blocks of k symbols with their counts.",
    reference: "Manning & Schütze 1999, Foundations of Statistical NLP, ch. 6",
    range: nonNegative,
  },
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
  heapsExponent: {
    title: "Heaps exponent",
    symbol: "b",
    unit: "1",
    definition: "Exponent of the growth of the number of types with the number of tokens.",
    reference: "Heaps 1978, Information Retrieval: Computational and Theoretical Aspects",
    range: nonNegative,
  },
} as const satisfies Record<string, Quantity>;

export type QuantityId = keyof typeof quantities;
