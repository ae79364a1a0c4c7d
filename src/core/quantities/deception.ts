import { anyReal, nonNegative, type Quantity, unitInterval } from "../quantity.ts";

/** What gives away sequences that only look random. */
export const deceptionQuantities = {
  linearComplexity: {
    title: "linear complexity",
    symbol: "L",
    unit: "1",
    definition: "Cells of the shortest linear feedback shift register over GF(2) that gives the bits.",
    reference: "Massey 1969, IEEE Trans. Inform. Theory 15",
    range: nonNegative,
  },
  period: {
    title: "period",
    symbol: "p",
    unit: "symbol",
    definition: "Least number of symbols after which the whole sequence repeats.",
    reference: "Knuth, Morris & Pratt 1977, SIAM J. Comput. 6",
    range: nonNegative,
  },
  realCharacter: {
    title: "real character",
    symbol: "(d/n)",
    unit: "1",
    definition:
      "Kronecker's symbol (d/n) that the signs of the numbers n resemble most, and how often they agree up to n.",
    reference: "Granville & Soundararajan 2007, J. Amer. Math. Soc. 20",
    range: anyReal,
  },
  approximatePeriod: {
    title: "approximate period",
    symbol: "p~",
    unit: "symbol",
    definition: "Lag at which symbols agree most often beyond chance, as they do at its multiples.",
    reference: "Fischer & Paterson 1974, SIAM-AMS Proc. 7",
    range: nonNegative,
  },
  periodicAgreement: {
    title: "periodic agreement",
    symbol: "kappa",
    unit: "1",
    definition: "Agreement of symbols one approximate period apart, beyond chance.",
    reference: "Cohen 1960, Educ. Psychol. Meas. 20",
    range: () => [-1, 1] as const,
  },
  uniformityPValue: {
    title: "p-value under fair symbols",
    symbol: "p",
    unit: "1",
    definition:
      "Probability that independent uniform symbols give a statistic no more likely than the one seen.",
    reference: "Rukhin et al. 2010, NIST SP 800-22 rev. 1a",
    range: unitInterval,
  },
  chiSquare: {
    title: "chi-square",
    symbol: "chi2",
    unit: "1",
    definition: "Pearson's statistic of symbol counts against equally likely symbols.",
    reference: "Pearson 1900, Philos. Mag. 50",
    range: nonNegative,
  },
  serialCorrelation: {
    title: "serial correlation",
    symbol: "rho(1)",
    unit: "1",
    definition: "Correlation of each symbol's number with that of the next.",
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
} as const satisfies Record<string, Quantity>;
