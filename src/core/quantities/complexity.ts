import { nonNegative, type Quantity, unitInterval } from "../quantity.ts";

/** How complex laws and orders of numbers are. */
export const complexityQuantities = {
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
} as const satisfies Record<string, Quantity>;
