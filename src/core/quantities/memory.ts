import { anyReal, nonNegative, type Quantity } from "../quantity.ts";

/** How far a sequence remembers, and how its memory fades. */
export const memoryQuantities = {
  mutualInformation: {
    title: "mutual information at a distance",
    symbol: "I(d)",
    unit: "bit",
    definition: "Mutual information of two symbols d positions apart.",
    reference: "Li 1990, J. Stat. Phys. 60",
    range: anyReal,
  },
  informationDecay: {
    title: "decay of mutual information",
    symbol: "I(d) ~",
    unit: "1",
    definition: "The law by which I(d) falls: a power of the distance or an exponential.",
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
    definition: "Exponent of the growth of detrended fluctuations with the window; 1/2 without long memory.",
    reference: "Peng et al. 1994, Phys. Rev. E 49",
    range: nonNegative,
  },
  hurstExponent: {
    title: "Hurst exponent",
    symbol: "H",
    unit: "1",
    definition: "Exponent of the growth of the rescaled range with the window; 1/2 without long memory.",
    reference: "Hurst 1951, Trans. Am. Soc. Civ. Eng. 116",
    range: anyReal,
  },
  hilbergExponent: {
    title: "Hilberg exponent",
    symbol: "beta",
    unit: "1",
    definition: "Exponent of the growth of the mutual information of neighbouring blocks with their length.",
    reference: "Hilberg 1990, Frequenz 44; Dębowski 2015, IEEE Trans. Inform. Theory 61",
    range: anyReal,
  },
} as const satisfies Record<string, Quantity>;
