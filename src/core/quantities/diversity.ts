import { entropyRange, nonNegative, type Quantity } from "../quantity.ts";

/** Measures of the law of one symbol other than its entropy. */
export const diversityQuantities = {
  renyiEntropy: {
    title: "Renyi entropy",
    symbol: "H_q(1)",
    unit: "bit/symbol",
    definition: "log2 of the sum of p^q over the law of one symbol, divided by 1 - q.",
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
    definition: "-log2 of the chance to guess a symbol right, by the best guess the estimator allows for.",
    reference: "Turan et al. 2018, NIST SP 800-90B",
    range: entropyRange,
  },
  extropy: {
    title: "extropy",
    symbol: "J",
    unit: "bit/symbol",
    definition: "-sum of (1 - p) log2(1 - p) over the law of one symbol.",
    reference: "Lad, Sanfilippo & Agro 2015, Stat. Sci. 30",
    range: (alphabetSize: number) =>
      [0, alphabetSize < 2 ? 0 : (alphabetSize - 1) * Math.log2(alphabetSize / (alphabetSize - 1))] as const,
  },
  fluctuationComplexity: {
    title: "fluctuation complexity",
    symbol: "sigma_I",
    unit: "bit/symbol",
    definition: "Standard deviation of the surprise -log2 p over the law of one symbol.",
    reference: "Bates & Shepard 1993, Phys. Lett. A 172",
    range: nonNegative,
  },
} as const satisfies Record<string, Quantity>;
