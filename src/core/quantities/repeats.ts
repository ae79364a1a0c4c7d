import { nonNegative, type Quantity, unitInterval } from "../quantity.ts";

/** What occurs more than once. */
export const repeatQuantities = {
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
    definition: "Number of different blocks of one or more symbols, of all lengths together.",
    reference: "Janson, Lonardi & Szpankowski 2004, Theor. Comput. Sci. 326 (string complexity)",
    range: nonNegative,
  },
  novelty: {
    title: "novelty",
    symbol: "N(k)",
    unit: "1",
    definition: "Share of the blocks of k symbols that do not occur earlier in the sequence.",
    reference: "Heaps 1978, Information Retrieval: Computational and Theoretical Aspects",
    range: unitInterval,
  },
} as const satisfies Record<string, Quantity>;
