/** Only the quantity defines the unit; base 2 everywhere. */
export type Unit = "bit" | "bit/symbol" | "bit/byte" | "bit symbol" | "symbol" | "1";

/** A property of a source or a corpus. Estimators estimate it, sources state its truth. */
export interface Quantity {
  readonly title: string;
  readonly symbol: string;
  readonly unit: Unit;
  readonly definition: string;
  readonly reference: string;
  /** closed range that contains every true value, for alphabet size A */
  readonly range: (alphabetSize: number) => readonly [lower: number, upper: number];
}

export const nonNegative = () => [0, Number.POSITIVE_INFINITY] as const;
const entropyRange = (alphabetSize: number) => [0, Math.log2(Math.max(1, alphabetSize))] as const;
const anyReal = () => [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
const unitInterval = () => [0, 1] as const;

/** Every quantity. */
export const quantities = {
  symbolEntropy: {
    title: "symbol entropy",
    symbol: "H(1)",
    unit: "bit/symbol",
    definition: "Shannon entropy of the distribution of one symbol.",
    reference: "Shannon 1948, Bell Syst. Tech. J. 27",
    range: entropyRange,
  },
  blockEntropy: {
    title: "block entropy",
    symbol: "H(k)",
    unit: "bit",
    definition: "Shannon entropy of the distribution of k consecutive symbols.",
    reference: "Shannon 1951, Bell Syst. Tech. J. 30",
    range: nonNegative,
  },
  entropyGain: {
    title: "entropy gain",
    symbol: "h(k)",
    unit: "bit/symbol",
    definition: "h(k) = H(k) - H(k-1): uncertainty of a symbol given the k-1 symbols before it.",
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
    definition: "E = I(past; future), the limit of E(L) = H(L) - L h(L).",
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
  evidence: {
    title: "evidence of order",
    symbol: "e(n)",
    unit: "bit",
    definition:
      "Bits that a code fixed before the data saves on the order of the first n symbols: p <= 2^-bits at every n, even if it is checked at many n.",
    reference: "Ville 1939, Etude critique de la notion de collectif; Ramdas et al. 2023, Stat. Sci. 38",
    range: anyReal,
  },
  transientInformation: {
    title: "transient information",
    symbol: "T",
    unit: "bit symbol",
    definition: "Sum over L of E + h L - H(L): cost for an observer until it is synchronised.",
    reference: "Crutchfield & Feldman 2003, Chaos 13",
    range: nonNegative,
  },
  codeLengthRate: {
    title: "code-length rate",
    symbol: "l",
    unit: "bit/symbol",
    definition: "Length of a real code of the sequence, with its header, divided by the number of symbols.",
    reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 5",
    range: nonNegative,
  },
  randomness: {
    title: "randomness",
    symbol: "x",
    unit: "1",
    definition:
      "Share of the largest possible rate that remains unpredictable: x = min(1, l(M) / log2 A). 0 is order, 1 is noise. In A, a symbol rarer than 1 in 1 000 counts as a fraction.",
    reference: "Shannon 1948, Bell Syst. Tech. J. 27",
    range: unitInterval,
  },
  heldOutRate: {
    title: "held-out rate",
    symbol: "l(M)",
    unit: "bit/symbol",
    definition:
      "Cost of a block of a sample for an observer that has learned the other blocks, bits per symbol: the end of the learning curve.",
    reference: "Dawid 1984, J. R. Stat. Soc. A 147",
    range: nonNegative,
  },
  learningCurve: {
    title: "learning curve",
    symbol: "l(m)",
    unit: "bit/symbol",
    definition:
      "Cost of blocks of a sample in random order for an observer that has learned m symbols of it, bits per symbol.",
    reference: "Haussler, Kearns, Seung & Tishby 1996, Mach. Learn. 25",
    range: nonNegative,
  },
  structure: {
    title: "structure",
    symbol: "S",
    unit: "bit",
    definition:
      "Bits that an observer had to learn: S = C(M) - M l(M), its code length of M symbols minus their cost at the final rate.",
    reference:
      "Rissanen 1984, IEEE Trans. Inform. Theory 30; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
    range: anyReal,
  },
  boundary: {
    title: "boundary",
    symbol: "t",
    unit: "symbol",
    definition: "Symbol at which a part begins whose law differs from that of the part before it.",
    reference: "Basseville & Nikiforov 1993, Detection of Abrupt Changes, ch. 1",
    range: nonNegative,
  },
  falseBoundaries: {
    title: "false boundaries",
    symbol: "F",
    unit: "1",
    definition: "Number of boundaries that a measure finds in a sample where no part begins.",
    reference: "Killick, Fearnhead & Eckley 2012, J. Am. Stat. Assoc. 107",
    range: nonNegative,
  },
  learnableBits: {
    title: "learnable bits",
    symbol: "L(n)",
    unit: "bit",
    definition:
      "Bits that an ideal learner of a class of sources learns from n symbols: its cost of them minus n times its final cost per symbol. It knows the class and the prior of its parameters, and predicts by Bayes' rule.",
    reference:
      "Rissanen 1984, IEEE Trans. Inform. Theory 30; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
    range: nonNegative,
  },
  structureBeyondShuffle: {
    title: "structure beyond the shuffle",
    symbol: "dS",
    unit: "bit",
    definition: "S minus the mean S of shuffled copies: structure that shuffled copies do not have.",
    reference: "Theiler et al. 1992, Physica D 58 (surrogates)",
    range: anyReal,
  },
  growth: {
    title: "growth",
    symbol: "G",
    unit: "bit",
    definition:
      "Bits learned from the last doubling of the data, G = S(M) - S(M/2): the vertical axis of the map. A model with K parameters has G = K/2, and once they are learned, each doubling teaches less; a text teaches more with every doubling.",
    reference:
      "Watanabe 2009, Algebraic Geometry and Statistical Learning Theory; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
    range: anyReal,
  },
  exponent: {
    title: "exponent of growth",
    symbol: "b",
    unit: "1",
    definition:
      "Slope of log G against log m: 0 for a finite model, the Heaps exponent for an open vocabulary.",
    reference:
      "Bialek, Nemenman & Tishby 2001, Neural Comput. 13; Dębowski 2015, IEEE Trans. Inform. Theory 61 (Hilberg exponents)",
    range: anyReal,
  },
  budget: {
    title: "budget",
    symbol: "budget",
    unit: "1",
    definition:
      "Shares of log2 A: random, l(M); learned, S / M; and order, the rest, which is predictable after almost no learning.",
    reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30",
    range: unitInterval,
  },
  compressionRatio: {
    title: "compression ratio",
    symbol: "r",
    unit: "1",
    definition: "Compressed size divided by input size, both in bytes; may exceed 1.",
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
    definition: "Number of different k-grams.",
    reference: "Manning & Schütze 1999, Foundations of Statistical NLP, ch. 6",
    range: nonNegative,
  },
  topWords: {
    title: "most frequent k-grams",
    symbol: "top(k)",
    unit: "1",
    definition: "Most frequent k-grams with their counts.",
    reference: "Manning & Schütze 1999, Foundations of Statistical NLP, ch. 6",
    range: nonNegative,
  },
  // Measures of the law of one symbol other than its entropy.
  renyiEntropy: {
    title: "Renyi entropy",
    symbol: "H_q(1)",
    unit: "bit/symbol",
    definition: "log2 of the sum of p^q over the distribution of one symbol, divided by 1 - q.",
    reference: "Renyi 1961, Proc. 4th Berkeley Symp. Math. Stat. Prob. 1",
    range: entropyRange,
  },
  hillNumber: {
    title: "Hill number",
    symbol: "D_q",
    unit: "1",
    definition: "Number of equally frequent symbols that would have the same Renyi entropy of order q.",
    reference: "Hill 1973, Ecology 54",
    range: (alphabetSize: number) => [1, Math.max(1, alphabetSize)] as const,
  },
  minEntropy: {
    title: "min-entropy",
    symbol: "H_inf",
    unit: "bit/symbol",
    definition:
      "-log2 of the probability to guess a symbol, with the best strategy that the estimator considers.",
    reference: "Turan et al. 2018, NIST SP 800-90B",
    range: entropyRange,
  },
  extropy: {
    title: "extropy",
    symbol: "J",
    unit: "bit/symbol",
    definition: "-sum of (1 - p) log2(1 - p) over the distribution of one symbol.",
    reference: "Lad, Sanfilippo & Agro 2015, Stat. Sci. 30",
    range: (alphabetSize: number) =>
      [0, alphabetSize < 2 ? 0 : (alphabetSize - 1) * Math.log2(alphabetSize / (alphabetSize - 1))] as const,
  },
  fluctuationComplexity: {
    title: "fluctuation complexity",
    symbol: "sigma_I",
    unit: "bit/symbol",
    definition: "Standard deviation of the surprise -log2 p over the distribution of one symbol.",
    reference: "Bates & Shepard 1993, Phys. Lett. A 172",
    range: nonNegative,
  },
  // Laws and numbers of the types of a text.
  typeTokenRatio: {
    title: "type-token ratio",
    symbol: "V/n",
    unit: "1",
    definition: "Number of distinct symbols divided by n. It falls with n: compare only at equal n.",
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
    definition: "Exponent of the law p(r) ~ r^-s of types ranked by frequency.",
    reference: "Zipf 1949, Human Behavior and the Principle of Least Effort",
    range: nonNegative,
  },
  zipfMandelbrot: {
    title: "Zipf-Mandelbrot law",
    symbol: "p(r)",
    unit: "1",
    definition: "Exponent s and shift q of the law p(r) ~ (r + q)^-s of types ranked by frequency.",
    reference: "Mandelbrot 1953, An informational theory of the statistical structure of language",
    range: nonNegative,
  },
  taylorExponent: {
    title: "Taylor exponent",
    symbol: "a",
    unit: "1",
    definition:
      "Exponent with which the standard deviation of a type's count in windows grows with its mean.",
    reference: "Kobayashi & Tanaka-Ishii 2018, Proc. 56th ACL; Taylor 1961, Nature 189",
    range: anyReal,
  },
  coverage: {
    title: "coverage",
    symbol: "C(k)",
    unit: "1",
    definition: "Probability that the next k-gram occurs in the sample.",
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
    definition: "10^4 times the share of pairs of different tokens, out of n^2, that have the same type.",
    reference: "Yule 1944, The Statistical Study of Literary Vocabulary",
    range: () => [0, 1e4] as const,
  },
  heapsExponent: {
    title: "Heaps exponent",
    symbol: "b",
    unit: "1",
    definition: "Exponent with which the number of types grows with the number of tokens.",
    reference: "Heaps 1978, Information Retrieval: Computational and Theoretical Aspects",
    range: nonNegative,
  },
  // Complexity of distributions and of orders of numbers.
  permutationEntropy: {
    title: "permutation entropy",
    symbol: "H_PE",
    unit: "bit",
    definition: "Entropy of the orderings of the numbers in a window.",
    reference: "Bandt & Pompe 2002, Phys. Rev. Lett. 88, 174102",
    range: nonNegative,
  },
  weightedPermutationEntropy: {
    title: "weighted permutation entropy",
    symbol: "H_WPE",
    unit: "bit",
    definition: "Entropy of the orderings of the numbers in a window, each window weighted by its variance.",
    reference: "Fadlallah et al. 2013, Phys. Rev. E 87, 022911",
    range: nonNegative,
  },
  missingPatterns: {
    title: "missing ordinal patterns",
    symbol: "missing",
    unit: "1",
    definition: "Share of the possible orderings of the numbers in a window that never occur.",
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
    definition:
      "Normalised entropy times normalised Jensen-Shannon divergence from the uniform distribution.",
    reference: "Lamberti et al. 2004, Physica A 334",
    range: unitInterval,
  },
  lmcComplexity: {
    title: "LMC complexity",
    symbol: "C_LMC",
    unit: "1",
    definition: "Normalised entropy times squared distance from the uniform distribution.",
    reference: "Lopez-Ruiz, Mancini & Calbet 1995, Phys. Lett. A 209",
    range: unitInterval,
  },
  // Tests that reveal sequences which only look random.
  linearComplexity: {
    title: "linear complexity",
    symbol: "L",
    unit: "1",
    definition: "Length of the shortest linear feedback shift register over GF(2) that generates the bits.",
    reference: "Massey 1969, IEEE Trans. Inform. Theory 15",
    range: nonNegative,
  },
  period: {
    title: "period",
    symbol: "p",
    unit: "symbol",
    definition: "Smallest number of symbols after which the whole sequence repeats.",
    reference: "Knuth, Morris & Pratt 1977, SIAM J. Comput. 6",
    range: nonNegative,
  },
  realCharacter: {
    title: "real character",
    symbol: "(d/n)",
    unit: "1",
    definition:
      "Kronecker symbol (d/n) that agrees most often with the signs at the numbers n, and how often it agrees up to n.",
    reference: "Granville & Soundararajan 2007, J. Amer. Math. Soc. 20",
    range: anyReal,
  },
  approximatePeriod: {
    title: "approximate period",
    symbol: "p~",
    unit: "symbol",
    definition: "Lag at which, and at whose multiples, symbols agree most often beyond chance.",
    reference: "Fischer & Paterson 1974, SIAM-AMS Proc. 7",
    range: nonNegative,
  },
  periodicAgreement: {
    title: "periodic agreement",
    symbol: "kappa",
    unit: "1",
    definition: "Agreement beyond chance of symbols that are one approximate period apart.",
    reference: "Cohen 1960, Educ. Psychol. Meas. 20",
    range: () => [-1, 1] as const,
  },
  uniformityPValue: {
    title: "p-value under fair symbols",
    symbol: "p",
    unit: "1",
    definition:
      "Probability that independent uniform symbols give a statistic that is at most as likely as the observed one.",
    reference: "Rukhin et al. 2010, NIST SP 800-22 rev. 1a",
    range: unitInterval,
  },
  chiSquare: {
    title: "chi-square",
    symbol: "chi2",
    unit: "1",
    definition: "Pearson's statistic of the symbol counts, for the hypothesis of equally likely symbols.",
    reference: "Pearson 1900, Philos. Mag. 50",
    range: nonNegative,
  },
  serialCorrelation: {
    title: "serial correlation",
    symbol: "rho(1)",
    unit: "1",
    definition: "Correlation of each symbol, as a number, with the next.",
    reference: "Knuth 1997, The Art of Computer Programming 2, 3.3.2 K",
    range: () => [-1, 1] as const,
  },
  symbolMean: {
    title: "mean of the symbols",
    symbol: "mean",
    unit: "1",
    definition: "Arithmetic mean of the symbols as numbers.",
    reference: "Knuth 1997, The Art of Computer Programming 2, 3.3",
    range: nonNegative,
  },
  monteCarloPi: {
    title: "Monte Carlo pi",
    symbol: "pi",
    unit: "1",
    definition: "Four times the share of points, six bytes each, that fall inside a circle.",
    reference: "Walker 2008, ent",
    range: () => [0, 4] as const,
  },
  // Memory of a sequence, and how it decays.
  mutualInformation: {
    title: "mutual information at a distance",
    symbol: "I(d)",
    unit: "bit",
    definition: "Mutual information of two symbols that are d positions apart.",
    reference: "Li 1990, J. Stat. Phys. 60",
    range: anyReal,
  },
  informationDecay: {
    title: "decay of mutual information",
    symbol: "I(d) ~",
    unit: "1",
    definition: "How I(d) decays with distance: as a power law or an exponential.",
    reference: "Lin & Tegmark 2017, Entropy 19(7)",
    range: anyReal,
  },
  horizon: {
    title: "horizon",
    symbol: "d*",
    unit: "symbol",
    definition: "Largest tested distance at which symbols have significant mutual information.",
    reference: "Li 1990, J. Stat. Phys. 60",
    range: nonNegative,
  },
  fluctuationExponent: {
    title: "fluctuation exponent",
    symbol: "alpha",
    unit: "1",
    definition: "Exponent with which detrended fluctuations grow with the window; 1/2 without long memory.",
    reference: "Peng et al. 1994, Phys. Rev. E 49",
    range: nonNegative,
  },
  hurstExponent: {
    title: "Hurst exponent",
    symbol: "H",
    unit: "1",
    definition: "Exponent with which the rescaled range grows with the window; 1/2 without long memory.",
    reference: "Hurst 1951, Trans. Am. Soc. Civ. Eng. 116",
    range: anyReal,
  },
  hilbergExponent: {
    title: "Hilberg exponent",
    symbol: "beta",
    unit: "1",
    definition: "Exponent with which the mutual information of neighbouring blocks grows with their length.",
    reference: "Hilberg 1990, Frequenz 44; Dębowski 2015, IEEE Trans. Inform. Theory 61",
    range: anyReal,
  },
  // Repeats.
  longestRepeat: {
    title: "longest repeats",
    symbol: "L_max",
    unit: "symbol",
    definition: "Longest blocks of symbols that occur more than once.",
    reference: "Gusfield 1997, Algorithms on Strings, Trees and Sequences, 7.12",
    range: nonNegative,
  },
  duplicateShare: {
    title: "duplicate share",
    symbol: "R(L)",
    unit: "1",
    definition: "Share of the symbols in blocks of at least L symbols that occur more than once.",
    reference: "Lee et al. 2022, Annual Meeting of the ACL 60",
    range: unitInterval,
  },
  distinctSubstrings: {
    title: "distinct substrings",
    symbol: "D",
    unit: "1",
    definition: "Number of different substrings of all lengths from 1.",
    reference: "Janson, Lonardi & Szpankowski 2004, Theor. Comput. Sci. 326 (string complexity)",
    range: nonNegative,
  },
  novelty: {
    title: "novelty",
    symbol: "N(k)",
    unit: "1",
    definition: "Share of the k-grams that do not occur earlier in the sequence.",
    reference: "Heaps 1978, Information Retrieval: Computational and Theoretical Aspects",
    range: unitInterval,
  },
} as const satisfies Record<string, Quantity>;

/** Ids of the quantities. */
export type QuantityId = keyof typeof quantities;
