import { complexityQuantities } from "./quantities/complexity.ts";
import { deceptionQuantities } from "./quantities/deception.ts";
import { diversityQuantities } from "./quantities/diversity.ts";
import { memoryQuantities } from "./quantities/memory.ts";
import { repeatQuantities } from "./quantities/repeats.ts";
import { vocabularyQuantities } from "./quantities/vocabulary.ts";
import { anyReal, entropyRange, nonNegative, type Quantity, unitInterval } from "./quantity.ts";

/** Every quantity; estimators answer one, sources state its truth. */
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
  evidence: {
    title: "evidence of order",
    symbol: "e(n)",
    unit: "bit",
    definition:
      "Bits that a code which is fixed before the data saves on the order of the first n symbols: p <= 2^-bits at every n, however often it is looked at.",
    reference: "Ville 1939, Etude critique de la notion de collectif; Ramdas et al. 2023, Stat. Sci. 38",
    range: anyReal,
  },
  transientInformation: {
    title: "transient information",
    symbol: "T",
    unit: "bit symbol",
    definition: "Sum over L of E + h L - H(L): what an observer pays before it is synchronised.",
    reference: "Crutchfield & Feldman 2003, Chaos 13",
    range: nonNegative,
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
    definition:
      "Bits a symbol that an observer pays for a block of a sample once it has learned the others: the end of the learning curve.",
    reference: "Dawid 1984, J. R. Stat. Soc. A 147",
    range: nonNegative,
  },
  learningCurve: {
    title: "learning curve",
    symbol: "l(m)",
    unit: "bit/symbol",
    definition:
      "Bits a symbol that an observer pays for blocks of a sample in random order after it has learned m symbols of them.",
    reference: "Haussler, Kearns, Seung & Tishby 1996, Mach. Learn. 25",
    range: nonNegative,
  },
  structuralInformation: {
    title: "structural information",
    symbol: "S",
    unit: "bit",
    definition:
      "What an observer had to learn: S = C(M) - M l(M), what it paid for M symbols beyond the price at the end.",
    reference:
      "Rissanen 1984, IEEE Trans. Inform. Theory 30; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
    range: anyReal,
  },
  structureBeyondShuffle: {
    title: "structure beyond the shuffle",
    symbol: "dS",
    unit: "bit",
    definition: "S less that of shuffles of the same symbols, their mean.",
    reference: "Theiler et al. 1992, Physica D 58 (surrogates)",
    range: anyReal,
  },
  learningCoefficient: {
    title: "learning coefficient",
    symbol: "G",
    unit: "bit",
    definition:
      "What the last doubling of the data taught: G = S(M) - S(M/2). A model with K parameters has K/2.",
    reference:
      "Watanabe 2009, Algebraic Geometry and Statistical Learning Theory; Bialek, Nemenman & Tishby 2001, Neural Comput. 13",
    range: anyReal,
  },
  growthExponent: {
    title: "growth exponent",
    symbol: "b",
    unit: "1",
    definition:
      "Slope of log G against log m: 0 for a finite model, the exponent of Heaps' law for an open vocabulary.",
    reference:
      "Bialek, Nemenman & Tishby 2001, Neural Comput. 13; Dębowski 2015, IEEE Trans. Inform. Theory 61 (Hilberg exponents)",
    range: anyReal,
  },
  budget: {
    title: "budget",
    symbol: "budget",
    unit: "1",
    definition:
      "Shares of log2 A: random l(M), learned S / M, and order, the rest, which is predictable with next to no learning.",
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
  ...diversityQuantities,
  ...vocabularyQuantities,
  ...complexityQuantities,
  ...deceptionQuantities,
  ...memoryQuantities,
  ...repeatQuantities,
} as const satisfies Record<string, Quantity>;

/** Ids of the quantities. */
export type QuantityId = keyof typeof quantities;
