import * as z from "zod";
import { unreadable } from "../context/learning-curves.ts";
import { compactSequence } from "../context/shared.ts";
import {
  jackknifeInterval,
  lempelZiv76Parse,
  lempelZiv78Parse,
  measuredStructure,
  phraseRate,
  suffixStructures,
} from "../context/shared-order.ts";
import { defineEstimator, type EstimationContext } from "../core/estimator.ts";
import { scalar, series, undefinedBecause } from "../core/measurement.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { defineShared, type SharedValue } from "../core/shared-value.ts";
import { logMultinomial } from "../math/special-functions.ts";
import { ContextTrees, contextTreeSizes } from "../observer/members/context-tree-weighting.ts";
import { codeLength, codePrefixes, type PrefixCodes } from "../observer/observer.ts";
import { type ObserverProfile, observerMembers } from "../observer/observer-members.ts";
import {
  longestPreviousDisjointFactors,
  type MatchLengthRates,
  matchLengthRates,
  ratesOfSums,
} from "../statistics/match-lengths.ts";
import { extrapolateRate, extrapolationLaws } from "../statistics/rate-extrapolation.ts";
import { profileParam, profileParams } from "./learning.ts";

const rate = { quantity: "entropyRate" } as const;

/** Laws of learning do not hold for shorter prefixes. */
const leastPrefix = 512;

/** Code lengths of prefixes of n, n/2, n/4, ... symbols, of at least 512, by one run of the observer. */
export function codedPrefixes(profile: ObserverProfile): SharedValue<PrefixCodes> {
  return defineShared(`coded-prefixes-${profile}`, (sequence) => {
    const sizes: number[] = [];
    const n = sequence.symbols.length;
    for (let size = n; size >= leastPrefix; size = Math.floor(size / 2)) sizes.unshift(size);
    return codePrefixes(sequence, sizes, observerMembers(profile));
  });
}

/** Both averages over matches that may overlap what they match. */
export const matchRates = defineShared("match-rates", ({ symbols }, access) =>
  ratesOfSums(access.get(suffixStructures).matchSums(), symbols.length),
);

/** Both averages over matches that end before the current position. */
export const disjointMatchRates = defineShared("disjoint-match-rates", (_, access) => {
  const structures = access.get(suffixStructures);
  return matchLengthRates(longestPreviousDisjointFactors(structures.suffixes(), structures.prefixes()));
});

export const blockGain = defineEstimator({
  ...rate,
  id: "block-gain",
  title: "block entropy gain",
  summary: "h(L) = H(L) - H(L-1) at the largest L that the sample can measure",
  formula: "h = H(L) - H(L-1), both by Grassberger's estimate, L by the Bayesian information criterion",
  convention: "L by coverage of .98, 16 occurrences per k-gram and the Bayesian information criterion",
  bound: "upper",
  validity:
    "an upper bound of the entropy rate that ignores all memory beyond L - 1 symbols; the interval is that of h(L), extended upwards by the possible effect of unseen k-grams",
  cost: "O(nL) for k-grams of L symbols, and a jackknife over 20 blocks",
  reference: "Shannon 1951, Bell Syst. Tech. J. 30; Grassberger 2003, arXiv:physics/0307138",
  estimate(context) {
    if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
    const { measured, errors } = context.get(measuredStructure);
    if (!measured.covered) return undefinedBecause(measured.reason);
    return scalar(measured.entropyGain, jackknifeInterval(measured.entropyGain, errors?.entropyGain));
  },
});

export const observerRate = defineEstimator({
  ...rate,
  id: "observer",
  memory: "mixer",
  title: "observer",
  summary:
    "code length of a mixture of predictive models that learns as it reads, header included, in bits per symbol",
  formula: "(1/n) sum -log2 p(x_i | x_1..x_(i-1)) and the header, p the Bayes mixture of the members",
  convention: "an upper bound: a real code length",
  validity:
    "an upper bound of the information in the sample; above h by the cost of learning, about (k/2n) log2 n for k parameters",
  cost: "a few microseconds per symbol; memory grows with n to about 300 MB",
  reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30; Willems, Shtarkov & Tjalkens 1995, same 41",
  params: profileParams,
  estimate(context, { profile }) {
    const reason = unreadable(context);
    if (reason !== undefined) return undefinedBecause(reason);
    return scalar(context.get(codedPrefixes(profile)).bits / context.n);
  },
});

export const contextTreeWeightingRate = defineEstimator({
  ...rate,
  id: "context-tree-weighting",
  memory: "mixer",
  title: "context tree weighting",
  summary:
    "code length of the Bayes mixture of all context trees up to a depth, alphabet included, in bits per symbol",
  formula:
    "-(1/n) log2 of the mixture of all tree sources, each leaf by Krichevsky and Trofimov's (c + 1/2)/(m + 1)",
  convention: "symbols as binary decisions; an upper bound: a real code length",
  validity:
    "memory of at most the depth; above h by about (1/2n) log2 n per leaf and decision, and blind to longer lags",
  cost: "0.2 to 2 microseconds per binary decision; at most 168 MB",
  reference: "Willems, Shtarkov & Tjalkens 1995, IEEE Trans. Inform. Theory 41(3)",
  params: () =>
    z.strictObject({
      depth: z
        .int()
        .min(0)
        .max(64)
        .default(0)
        .describe("longest context, in symbols; 0: 32 bits of context, at least 12 symbols"),
    }),
  apart: 4,
  estimate(context, { depth }) {
    const reason = unreadable(context);
    if (reason !== undefined) return undefinedBecause(reason);
    const tree = {
      id: "context-tree-weighting",
      title: "context tree weighting",
      open(symbols: typeof context.sequence.symbols, alphabetSize: number) {
        const sizes = contextTreeSizes(symbols.length, alphabetSize);
        return new ContextTrees(symbols, alphabetSize, depth === 0 ? sizes : { ...sizes, depth });
      },
    };
    return scalar(codeLength(context.sequence, [tree]) / context.n);
  },
});

/** Above this exponent the limit and the falling part cannot be distinguished. */
const largestExponent = 0.95;

export const extrapolatedRate = defineEstimator({
  ...rate,
  id: "extrapolated-rate",
  memory: "mixer",
  title: "extrapolated rate",
  summary:
    "limit of the observer's bits per symbol over prefixes of n, n/2, n/4, ... symbols, by a law of learning",
  formula:
    "f1: h + A n^(b-1); f2: h + A n^(b-1) ln n; f3: exp(h' + A n^(b-1)), h = exp(h'); squares weighed by n",
  convention:
    "losses only, without the header; prefixes in the order of the text; smallest b within 1 of the best chi-square",
  validity:
    "code lengths that level off: b below .95; no interval, since the law beyond n is an assumption: at 10^4 symbols it is .05 bit below h on switching between a period and a coin, and .06 above on Zipf's law over 256 symbols, both beyond any sampling error",
  cost: "that of the observer: a few microseconds per symbol",
  reference: "Takahira, Tanaka-Ishii & Dębowski 2016, Entropy 18(10), 364",
  params: () =>
    profileParams().extend({
      law: z.enum(extrapolationLaws).default("f1").describe("how the code length falls with the prefix"),
    }),
  minimumLength: 16 * leastPrefix,
  estimate(context, { profile, law }) {
    const reason = unreadable(context);
    if (reason !== undefined) return undefinedBecause(reason);
    if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
    const { sizes, prefixBits, squares } = context.get(codedPrefixes(profile));
    const rates = prefixBits.map((bits, i) => bits / sizes[i]!);
    const mean = rates.at(-1)!;
    const { limit, exponent } = extrapolateRate(sizes, rates, law, squares / context.n - mean * mean);
    if (exponent > largestExponent)
      return undefinedBecause(
        `code lengths do not level off: they fall as n^(b-1) with b above ${largestExponent}`,
      );
    return scalar(limit);
  },
});

export const lempelZiv76Rate = defineEstimator({
  ...rate,
  id: "lempel-ziv-76-rate",
  title: "LZ76 rate",
  summary: "c log2 n / n with c the number of phrases of 1976",
  formula: "c76 log2(n) / n",
  convention: "log2 n, where other programs have log2 c; an incomplete last phrase counts",
  validity: "consistent, too large by about log log n / log n: .03 to .07 bit at n = 10^4 on small machines",
  cost: "O(n) by the suffix array, 12 bytes per symbol",
  reference: "Lempel & Ziv 1976, IEEE Trans. Inform. Theory 22; Kaspar & Schuster 1987, Phys. Rev. A 36",
  minimumLength: 2,
  estimate(context) {
    const parse = context.get(lempelZiv76Parse);
    return phraseRate(context, parse, (parse.phrases * Math.log2(context.n)) / context.n);
  },
});

export const lempelZiv78Rate = defineEstimator({
  ...rate,
  id: "lempel-ziv-78-rate",
  title: "LZ78 rate",
  summary: "c log2 c / n with c the number of phrases of 1978",
  formula: "c78 log2(c78) / n",
  convention: "log2 c, where other programs have log2 n; an incomplete last phrase counts",
  validity: "consistent, too large by about 1/log n: .2 bit at n = 10^4 on small machines",
  cost: "O(n) by a hashed tree of phrases",
  reference: "Ziv & Lempel 1978, IEEE Trans. Inform. Theory 24; Cover & Thomas 2006, Theorem 13.5.3",
  minimumLength: 2,
  estimate(context) {
    const parse = context.get(lempelZiv78Parse);
    return phraseRate(context, parse, (parse.phrases * Math.log2(parse.phrases)) / context.n);
  },
});

/** What both averages of match lengths have in common. */
const matching = {
  ...rate,
  cost: "O(n) by the suffix array; 28 bytes per symbol more without overlap",
  params: () =>
    z.strictObject({
      overlap: z.boolean().default(true).describe("true: a match may overlap the text it repeats"),
    }),
  // Shorter sequences have too few matches for the bound of the bias below.
  minimumLength: 1000,
};
/** Least mean length of matches, by the average that is robust to long matches: log2 n over the mean of log2(i + 1) / L. */
const shortestMatch = 8;
/** Validity of both definitions. */
const matchValidity =
  "n of 1 000 or more and matches of 8 symbols or more (log2 n over the mean of log2(i + 1) / L): then the bias, of order 1 / log n, is below a sixth of log2 A on sources whose memory is no longer than a match; a fair coin gives .93 at n = 10^5";

/**
 * One of the two averages, with a warning where a long duplicate drives them apart. Undefined where matches are so short that
 * rounding their lengths to whole numbers decides the value.
 */
function matchLengthRate(context: EstimationContext, overlap: boolean, average: keyof MatchLengthRates) {
  if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
  const rates = context.get(overlap ? matchRates : disjointMatchRates);
  if (rates === undefined) return undefinedBecause("a match needs two symbols");
  const { reciprocalOfMean: ratio, meanOfReciprocals: mean } = rates;
  const match = Math.log2(context.n) / mean;
  if (match < shortestMatch) {
    return undefinedBecause(`matches of ${match.toFixed(1)} symbols are too short, needs ${shortestMatch}`);
  }
  const length = context.get(suffixStructures).longestRepeat;
  // Beyond this ratio a few long matches decide the average over lengths.
  const apart = mean > 2 * ratio;
  return scalar(rates[average], null, apart ? [{ code: "long-duplicate", length, ratio, mean }] : []);
}

export const matchLengthRatio = defineEstimator({
  ...matching,
  id: "match-length-ratio",
  title: "match lengths, mean of L/log",
  summary:
    "the inverse of the mean of L / log2(i + 1), L one more than the longest match with what starts before i",
  formula: "((1/(n-1)) sum L_i / log2(i + 1))^-1 over i = 1..n-1",
  convention:
    "the window grows with i and a match may overlap it; other programs have log2 n, or whole matches only",
  validity: `${matchValidity}; one long duplicate drives it to 0, with a warning`,
  reference: "Kontoyiannis, Algoet, Suhov & Wyner 1998, IEEE Trans. Inform. Theory 44",
  estimate: (context, { overlap }) => matchLengthRate(context, overlap, "reciprocalOfMean"),
});

export const matchLengthMean = defineEstimator({
  ...matching,
  id: "match-length-mean",
  title: "match lengths, mean of log/L",
  summary: "the mean of log2(i + 1) / L, L one more than the longest match with what starts before i",
  formula: "(1/(n-1)) sum log2(i + 1) / L_i over i = 1..n-1",
  convention: "the window grows with i and a match may overlap it; other programs have whole matches only",
  validity: `${matchValidity}; never below match-length-ratio`,
  reference:
    "Gao, Kontoyiannis & Bienenstock 2008, Entropy 10; Bentz, Alikaniotis, Cysouw & Ferrer-i-Cancho 2017, Entropy 19",
  estimate: (context, { overlap }) => matchLengthRate(context, overlap, "meanOfReciprocals"),
});

/** Points at which the evidence is evaluated in each doubling. */
const pointsPerDoubling = 2;

export const evidence = defineEstimator({
  id: "evidence",
  quantity: "evidence",
  memory: "mixer",
  title: "evidence of order",
  summary: "bits that the observer saves through the order of the first n symbols",
  formula:
    "e(n) = log2 n!/(n_1! n_2! ...) - L(x_1 ... x_n), L the code length with its header: 2^e(n) is an e-value",
  convention:
    "the sequence in its own order, sampled pieces of a file concatenated; negative until the savings exceed the header",
  validity:
    "p <= 2^-e(n) for independent draws of any law and for any other exchangeable law, at every n of one run, including the n with the largest e; does not detect order that the observer cannot see",
  cost: "one run of the observer",
  reference:
    "Ville 1939, Etude critique de la notion de collectif; Wasserman, Ramdas & Balakrishnan 2020, Proc. Natl. Acad. Sci. 117; Ramdas et al. 2023, Stat. Sci. 38",
  params: () => z.strictObject({ profile: profileParam("fast") }),
  minimumLength: 2,
  estimate(context, { profile }) {
    const reason = unreadable(context);
    if (reason !== undefined) return undefinedBecause(reason);
    const { sequence, n } = context;
    const sizes = new Set<number>();
    for (let k = 1; ; k++) {
      const size = Math.round(Math.exp((k * Math.LN2) / pointsPerDoubling));
      if (size >= n) break;
      sizes.add(size);
    }
    const looks = [...sizes.add(n)];
    const { bits, prefixBits } = codePrefixes(sequence, looks, observerMembers(profile));
    const header = bits - prefixBits.at(-1)!;
    const free = orderBits(sequence, looks);
    return series(
      "n",
      looks.map((x, i) => ({ x, value: free[i]! - header - prefixBits[i]!, interval: null })),
    );
  },
});

/** log2 of the number of orders of the symbols of each prefix, bits, shape (sizes,). */
function orderBits({ symbols, alphabetSize }: SymbolSequence, sizes: readonly number[]): number[] {
  const counts = new Float64Array(alphabetSize);
  let at = 0;
  return sizes.map((size) => {
    for (; at < size; at++) counts[symbols[at]!]!++;
    return logMultinomial(counts);
  });
}
