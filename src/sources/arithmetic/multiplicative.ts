import * as z from "zod";
import { scrambled } from "../../core/hash.ts";
import type { Random } from "../../core/random.ts";
import { defineSource } from "../../core/source.ts";
import { closedForm, conjectured, type GroundTruth, infinite, unknown } from "../../core/truth.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { learnableBits, primesUpTo } from "../truths/learnable-bits.ts";
import { flags, largestStart, sievedByFlags } from "./factor-sieve.ts";

export const from = z.int().min(1).max(largestStart).default(1).describe("first number n");

/** Share of squarefree numbers. */
const squarefreeShare = 6 / (Math.PI * Math.PI);
const signs = ["+", "-"];
const ofSigns = {
  alphabetSize: 2,
  label: (symbol: number) => signs[symbol]!,
} as const;

export const liouville = defineSource({
  id: "liouville",
  group: "arithmetic",
  title: "Liouville's function",
  summary:
    "The sign of each n: + for an even number of prime factors, - for an odd one. The primes determine it, yet it is believed to behave like coin tosses.",
  reference:
    "Chowla 1965, The Riemann Hypothesis and Hilbert's Tenth Problem; Matomaki, Radziwill & Tao 2015, Algebra Number Theory 9; Tao 2016, Forum Math. Pi 4 (pairs); Tao & Teravainen 2018, J. Theor. Nombres Bordeaux 30 (odd orders); Tao & Teravainen 2019, Duke Math. J. 168",
  params: z.strictObject({ from }),
  example: "liouville(from=1)",
  bind: ({ from: start }) => ({
    alphabetSize: 2,
    open: () => sievedByFlags(start, (mark) => mark & flags.odd),
    truth: (): GroundTruth => ({
      symbolEntropy: closedForm(1, "both signs have density 1/2, by the prime number theorem"),
      entropyRate: conjectured(
        1,
        "Chowla 1965",
        "all patterns of signs are equally frequent; proved for logarithmic averages of correlations of two terms (Tao 2016) and of any odd number of terms (Tao & Teravainen)",
      ),
      excessEntropy: conjectured(0, "Chowla 1965", "each sign is independent of the earlier ones"),
      statisticalComplexity: conjectured(0, "Chowla 1965", "one causal state"),
    }),
  }),
});

export const moebius = defineSource({
  id: "moebius",
  group: "arithmetic",
  title: "Moebius function",
  summary:
    "0 if a square divides n, else the sign of Liouville's function. The zeros are regular; the signs are believed to behave like coin tosses.",
  reference:
    "Chowla 1965, The Riemann Hypothesis and Hilbert's Tenth Problem; Sarnak 2012, Not. S. Afr. Math. Soc. 43",
  params: z.strictObject({ from }),
  example: "moebius(from=1)",
  bind: ({ from: start }) => ({
    alphabetSize: 3,
    open: () => sievedByFlags(start, (mark) => ((mark & flags.square) === 0 ? 1 + (mark & flags.odd) : 0)),
    truth: (): GroundTruth => ({
      symbolEntropy: closedForm(
        binaryEntropy(squarefreeShare) + squarefreeShare,
        "6/pi^2 of all n have a sign, and both signs are equally frequent",
      ),
      entropyRate: conjectured(
        squarefreeShare,
        "Chowla 1965",
        "one bit for each squarefree n, 6/pi^2 of all n; the positions of the zeros have rate 0",
      ),
      excessEntropy: infinite("both past and future reveal the residues of n modulo all squares of primes"),
      statisticalComplexity: infinite("at least the excess entropy"),
    }),
    label: (symbol) => ["0", ...signs][symbol]!,
  }),
});

export const squarefree = defineSource({
  id: "squarefree",
  group: "arithmetic",
  title: "squarefree numbers",
  summary: "1 if no square except 1 divides n: a share of 6/pi^2, no period, and entropy rate 0.",
  reference:
    "Cellarosi & Sinai 2013, J. Eur. Math. Soc. 15; Mirsky 1949, Math. Ann. 121 (frequencies of patterns)",
  params: z.strictObject({ from }),
  example: "squarefree(from=1)",
  bind: ({ from: start }) => ({
    alphabetSize: 2,
    open: () => sievedByFlags(start, (mark) => ((mark & flags.square) === 0 ? 1 : 0)),
    truth: (): GroundTruth => ({
      symbolEntropy: closedForm(binaryEntropy(squarefreeShare), "H2(6/pi^2)"),
      entropyRate: closedForm(
        0,
        "the law of its k-grams is that of a rotation of the residues modulo all squares of primes",
      ),
      excessEntropy: infinite("both past and future reveal the residues of n modulo all squares of primes"),
      statisticalComplexity: infinite("at least the excess entropy"),
    }),
  }),
});

export const randomMultiplicative = defineSource({
  id: "random-multiplicative",
  group: "arithmetic",
  title: "random multiplicative signs",
  summary:
    "A coin toss gives each prime a sign, and n the product of the signs of its prime factors: the random model of Liouville's function.",
  reference:
    "Wintner 1944, Duke Math. J. 11; Harper 2020, Forum Math. Pi 8; Najnudel 2020, Electron. J. Probab. 25 (patterns of consecutive signs)",
  params: z.strictObject({ from }),
  example: "random-multiplicative(from=1)",
  bind: ({ from: start }) => ({
    ...ofSigns,
    open: (random) => sievedByFlags(start, (mark) => mark & flags.odd, coinOf(random)),
    truth: (): GroundTruth => ({
      symbolEntropy: closedForm(1, "both signs have density 1/2 with probability 1 (Wintner)"),
      entropyRate: closedForm(
        1,
        "all patterns of signs are equally frequent with probability 1 (Najnudel); of all sequences, a bit for each prime determines one: about n/ln n bits for n symbols",
      ),
    }),
    learnableBits: (n) =>
      start > 1 || n > mostSieved
        ? unknown(`stated from n = 1 on, up to ${mostSieved} symbols`)
        : learnableBits(
            n,
            primesUpTo,
            "class: multiplicative signs; a bit for each prime, which determines its multiples",
          ),
  }),
});

/** Longest sequence whose primes are counted, in a byte each. */
const mostSieved = 100_000_000;

/** A coin for each prime, the same one at every call. Source: Steele, Lea & Flood 2014, OOPSLA (mixing of bits). */
function coinOf(random: Random): (prime: number) => number {
  const [low, high] = [random.uint32(), random.uint32()];
  return (prime) => scrambled((prime ^ low) + Math.imul((prime / 2 ** 32) ^ high, 0x9e3779b1)) & 1;
}
