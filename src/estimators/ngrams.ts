import * as z from "zod";
import { compactSequence, symbolCounts, symbolSpectrum } from "../context/shared.ts";
import { suffixStructures } from "../context/shared-order.ts";
import { defineEstimator, type EstimationContext } from "../core/estimator.ts";
import { type Outcome, scalar, series, table, undefinedBecause } from "../core/measurement.ts";
import { type SymbolSequence, segmentsOf } from "../core/sequence.ts";
import { defineShared, type SharedValue } from "../core/shared-value.ts";
import { type FrequencySpectrum, goodTuringCoverage } from "../statistics/counts.ts";
import {
  heapsExponent as fitHeaps,
  taylorExponent as fitTaylor,
  typeToken,
} from "../statistics/vocabulary.ts";
import { bootstrapFit, fitZipfMandelbrot, maximumLikelihoodZipf } from "../statistics/zipf.ts";

/** The distinct k-grams of a sequence in the order of their symbols. */
interface NgramOccurrences {
  /** shape (distinct,): one position of each */
  readonly starts: Int32Array;
  /** shape (distinct,): count of each */
  readonly counts: Int32Array;
}

/**
 * The distinct k-grams, from the suffix array, in which equal k-grams are neighbours.
 *
 * @param k length in symbols, at least 1
 * Cost: O(n) for any k, given the suffix array.
 */
export function ngramOccurrences(k: number): SharedValue<NgramOccurrences> {
  return defineShared(`ngram-occurrences-${k}`, (sequence, access) => {
    const structures = access.get(suffixStructures);
    const distinct = structures.spectrum(k).types;
    const suffixes = structures.suffixes();
    const prefixes = structures.prefixes();
    const leavesRoom = placesWithRoom(sequence, k);
    const starts = new Int32Array(distinct);
    const counts = new Int32Array(distinct);
    let at = -1;
    for (let rank = 0; rank < suffixes.length; rank++) {
      const start = suffixes[rank]!;
      if (leavesRoom[start] === 0) continue;
      if (prefixes[start]! < k) starts[++at] = start;
      counts[at]!++;
    }
    return { starts, counts };
  });
}

/** Shape (n,): 1 where k symbols follow within the segment. */
function placesWithRoom({ symbols, segmentEnds }: SymbolSequence, k: number): Uint8Array {
  const places = new Uint8Array(symbols.length);
  for (const [start, end] of segmentsOf(segmentEnds)) places.fill(1, start, Math.max(start, end - k + 1));
  return places;
}

/** Longest n-grams counted. */
const longestNgram = 64;

/** The parameter k of estimators of n-grams of one length. */
export const ngramOrder = () => z.int().min(1).max(longestNgram).default(1).describe("symbols per n-gram");

/** Reason where no block is long enough. */
export function noNgrams(k: number): string {
  return `no block is as long as ${k} symbols`;
}

/**
 * Symbols in readable form, with spaces between words.
 *
 * @param start index of the first one
 * @param length number of symbols
 */
export function kGramLabel(context: EstimationContext, start: number, length: number): string {
  const { sequence } = context;
  const ofWords = "encoding" in sequence && sequence.encoding === "words";
  const labels = Array.from(sequence.symbols.subarray(start, start + length), (symbol) =>
    context.label(symbol),
  );
  return labels.join(ofWords ? " " : "");
}

/** What counts of k-grams of one length have in common. */
const ofOneOrder = {
  quantity: "distinctWords",
  cost: "O(nk) for n-grams of k symbols",
  params: () => z.strictObject({ k: ngramOrder() }),
} as const;

export const ngramCounts = defineEstimator({
  ...ofOneOrder,
  id: "ngram-counts",
  title: "n-gram counts",
  summary: "number of n-grams of k symbols, of distinct ones, of those that occur once, and their coverage",
  formula: "n-grams, distinct ones, those that occur once, and coverage 1 - f1/n",
  validity: "exact, except for the coverage, which is Good-Turing's estimate",
  reference: "Manning & Schütze 1999, Foundations of Statistical NLP, ch. 6; Good 1953, Biometrika 40",
  estimate(context, { k }) {
    const structures = context.get(suffixStructures);
    if (k > structures.orders) return undefinedBecause(noNgrams(k));
    const block = structures.block(k);
    const rows: [string, number][] = [
      [`${k}-grams`, block.kGrams],
      ["distinct", block.distinct],
      ["occur once", block.singletons],
      ["coverage", block.coverage],
    ];
    return table(["count", "value"], rows);
  },
});

/** One number for the blocks of each length in the sample, up to the longest requested. */
function ofOrders(
  context: EstimationContext,
  maxOrder: number,
  read: (spectrum: FrequencySpectrum) => number,
): Outcome {
  const structures = context.get(suffixStructures);
  const points = Array.from({ length: Math.min(maxOrder, structures.orders) }, (_, i) => ({
    x: i + 1,
    value: read(structures.spectrum(i + 1)),
  }));
  return series("k", points);
}

export const distinctNgrams = defineEstimator({
  id: "distinct-ngrams",
  quantity: "distinctWords",
  title: "distinct n-grams",
  summary: "D(k), number of distinct blocks of k symbols, for k = 1, 2, ...",
  formula: "number of distinct k-grams",
  validity: "exact; grows with length, compare at equal length only",
  cost: "O(nk) for n-grams of k symbols",
  reference: "Manning & Schütze 1999, Foundations of Statistical NLP, ch. 6",
  params: () =>
    z.strictObject({
      maxOrder: z.int().min(1).max(longestNgram).default(8).describe("longest n-grams counted"),
    }),
  estimate: (context, { maxOrder }) => ofOrders(context, maxOrder, ({ types }) => types),
});

export const ngramFrequencySpectrum = defineEstimator({
  ...ofOneOrder,
  id: "frequency-spectrum",
  title: "frequency spectrum",
  summary: "number of distinct n-grams of k symbols that occur once, twice, ...",
  formula: "f_j = number of k-grams that occur j times",
  validity: "exact",
  reference: "Baayen 2001, Word Frequency Distributions, ch. 1",
  estimate(context, { k }) {
    const spectrum = context.get(suffixStructures).spectrum(k);
    if (spectrum.types === 0) return undefinedBecause(noNgrams(k));
    const rows = Array.from(spectrum.frequencies, (occurrences, i) => [
      occurrences,
      spectrum.multiplicities[i] ?? 0,
    ]);
    return table(["occurrences", `${k}-grams`], rows);
  },
});

export const topNgrams = defineEstimator({
  id: "top-ngrams",
  quantity: "topWords",
  title: "most frequent n-grams",
  summary: "the most frequent n-grams of k symbols, with their counts and shares",
  formula: "counts c of the most frequent k-grams, and c/n",
  convention: "of equally frequent n-grams the one with smaller symbols comes first",
  validity: "exact",
  cost: "O(nk) for n-grams of k symbols, and a sort of the distinct ones",
  reference: "Manning & Schütze 1999, Foundations of Statistical NLP, ch. 6",
  params: () =>
    z.strictObject({
      k: ngramOrder(),
      top: z.int().min(1).max(10_000).default(20).describe("number listed"),
    }),
  estimate(context, { k, top }) {
    const occurrences = context.get(ngramOccurrences(k));
    const total = occurrences.counts.length;
    if (total === 0) return undefinedBecause(noNgrams(k));
    let ngrams = 0;
    for (const count of occurrences.counts) ngrams += count;
    const rows = mostFrequent(occurrences, top).map((at) => {
      const count = occurrences.counts[at] ?? 0;
      return [kGramLabel(context, occurrences.starts[at] ?? 0, k), count, count / ngrams];
    });
    return table(
      ["ngram", "count", "share"],
      rows,
      rows.length < total ? [{ code: "truncated", shown: rows.length, total }] : [],
    );
  },
});

/**
 * Indices of the largest counts, largest first, equal counts in their order.
 * Cost: O(distinct log distinct), for the sort of the counts as plain integers.
 */
function mostFrequent({ counts }: NgramOccurrences, top: number): number[] {
  const last = Math.min(top, counts.length);
  const cutoff = counts.slice().sort()[counts.length - last] ?? 0;
  const above: number[] = [];
  const level: number[] = [];
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at]!;
    if (count > cutoff) above.push(at);
    else if (count === cutoff && level.length < last) level.push(at);
  }
  above.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0)); // stable
  return [...above, ...level.slice(0, last - above.length)];
}

/** What ratios of the spectrum of symbol counts have in common. */
const ofVocabulary = {
  streams: [symbolCounts],
  rangeChecked: true,
};

export const typeTokenRatio = defineEstimator({
  ...ofVocabulary,
  id: "type-token-ratio",
  quantity: "typeTokenRatio",
  title: "type-token ratio",
  summary: "distinct symbols divided by symbols",
  formula: "distinct symbols / n",
  validity: "exact; falls with length, compare at equal length only",
  cost: "one pass, O(n)",
  reference: "Tweedie & Baayen 1998, Comput. Humanit. 32",
  estimate: (context) => scalar(typeToken(context.get(symbolSpectrum)).typeTokenRatio),
});

export const hapaxShare = defineEstimator({
  ...ofVocabulary,
  id: "hapax-share",
  quantity: "hapaxShare",
  title: "hapax share",
  summary: "share of the distinct symbols that occur once",
  formula: "f1 / distinct symbols",
  validity: "exact; compare at equal length only",
  cost: "one pass, O(n)",
  reference: "Baayen 2001, Word Frequency Distributions, ch. 1",
  estimate(context) {
    const { hapaxes, types } = typeToken(context.get(symbolSpectrum));
    return scalar(hapaxes / types);
  },
});

export const zipfExponent = defineEstimator({
  id: "zipf-exponent",
  quantity: "zipfExponent",
  title: "Zipf exponent",
  summary: "exponent s of p(r) ~ r^-s over the ranks 1..V of the symbols present, by maximum likelihood",
  formula: "the s that maximises sum over ranks r of -c_r s log r - n log sum r^-s",
  convention: "ranks of the sample itself, finite V; not the slope of a log-log plot",
  validity: "too large when most symbols occur once or twice, because ranks sort chance differences",
  cost: "one pass, O(n), and a search over one exponent",
  reference: "Goldstein, Morris & Yen 2004, Eur. Phys. J. B 41",
  streams: [symbolCounts],
  estimate(context) {
    const fit = maximumLikelihoodZipf(context.get(symbolCounts));
    return fit === undefined
      ? undefinedBecause("a law of ranks needs two different symbols")
      : scalar(fit.exponent);
  },
});

/** A law of two parameters fits any fewer ranks. */
const leastTypes = 10;

export const zipfMandelbrot = defineEstimator({
  id: "zipf-mandelbrot",
  quantity: "zipfMandelbrot",
  title: "Zipf-Mandelbrot law",
  summary: "exponent and shift of p(r) ~ (r + q)^-s by maximum likelihood, and whether the law fits",
  formula:
    "max over s, q >= 0 of sum c(r) ln p(r); p is the share of samples of the law with a larger distance",
  convention: "ranks 1..V of the sample itself; samples of the law are ranked and fitted anew",
  validity: "10 symbols or more; independent symbols: text is rejected (p near 0) when it is long enough",
  cost: "about 10 ms per fit, once for each of 99 samples of the law: a second for 30 000 different symbols, .1 s for text",
  reference:
    "Mandelbrot 1953, Communication Theory (ed. Jackson); Clauset, Shalizi & Newman 2009, SIAM Review 51",
  params: () =>
    z.strictObject({
      samples: z
        .int()
        .min(0)
        .max(10_000)
        .default(99)
        .describe("number of samples of the law used for p; 0: no p"),
    }),
  streams: [symbolCounts],
  estimate(context, { samples }) {
    const ranked = context
      .get(symbolCounts)
      .filter((count) => count > 0)
      .sort()
      .reverse();
    if (ranked.length < leastTypes)
      return undefinedBecause(`${ranked.length} different symbols, a law of ranks needs ${leastTypes}`);
    const fit = fitZipfMandelbrot(ranked);
    const random = context.random.fork("zipf-mandelbrot");
    const share =
      samples === 0 ? null : bootstrapFit(fit, context.n, ranked.length, samples, () => random.uniform());
    const rows: [string, number | null][] = [
      ["exponent", fit.exponent],
      ["shift", fit.shift],
      ["ranks", ranked.length],
      ["distance", fit.distance],
      ["p", share],
    ];
    return table(["part", "value"], rows);
  },
});

export const heapsExponent = defineEstimator({
  id: "heaps-exponent",
  quantity: "heapsExponent",
  title: "Heaps exponent",
  summary: "exponent b of the growth V(n) ~ n^b of different symbols, by least squares in log-log",
  formula: "b of V(n) = K n^b, least squares in logarithms",
  convention: "sizes 2^(j/4), each octave with the same weight; blocks are read in sequence",
  validity: "depends on the smallest size fitted; falls towards 0 once the alphabet is exhausted",
  cost: "one pass, O(n), and a fit to the growth of the vocabulary",
  reference: "Heaps 1978, Information Retrieval: Computational and Theoretical Aspects",
  params: () =>
    z.strictObject({
      smallest: z.int().min(1).default(100).describe("smallest number of symbols fitted"),
    }),
  estimate(context, { smallest }) {
    const { symbols, alphabetSize } = context.sequence;
    const fit = fitHeaps(symbols, alphabetSize, smallest);
    if (fit === undefined) return undefinedBecause(`too few symbols for three sizes from ${smallest} on`);
    return scalar(fit.exponent);
  },
});

export const vocabularyGrowth = defineEstimator({
  id: "vocabulary-growth",
  quantity: "vocabularyGrowth",
  title: "vocabulary growth",
  summary: "distinct symbols among the first m, at four sizes m per octave",
  formula: "V(m) for m = round(2^(j/4)) and m = n",
  convention: "blocks are read in sequence",
  validity: "exact",
  cost: "one pass, O(n + A)",
  reference: "Baayen 2001, Word Frequency Distributions, ch. 1",
  params: () =>
    z.strictObject({
      smallest: z.int().min(1).default(1).describe("smallest number of symbols shown"),
    }),
  minimumLength: 3,
  estimate(context, { smallest }) {
    const { symbols, alphabetSize } = context.sequence;
    const curve = fitHeaps(symbols, alphabetSize, smallest);
    if (curve === undefined) return undefinedBecause(`too few symbols for three sizes from ${smallest} on`);
    const points = Array.from(curve.tokens, (x, i) => ({ x, value: curve.types[i]! }));
    return series("m", points);
  },
});

/** The window of the paper, in words. */
const paperWindow = 5620;
const leastWindows = 10;
const leastSpan = 10;

export const taylorExponent = defineEstimator({
  id: "taylor-exponent",
  quantity: "taylorExponent",
  title: "Taylor exponent",
  summary:
    "how the standard deviation of a symbol's count in windows grows with its mean count, sigma ~ mu^a",
  formula:
    "slope of log sigma against log mu over the symbols, counts in windows of equal length, least squares",
  convention: "all symbols with equal weight; windows neither overlap nor cross blocks",
  validity: "10 windows and mean counts that span a factor of 10; .5 for independent symbols",
  cost: "one pass, O(n)",
  reference: "Kobayashi & Tanaka-Ishii 2018, Proc. 56th ACL; Taylor 1961, Nature 189",
  params: () =>
    z.strictObject({
      window: z
        .int()
        .min(0)
        .max(2 ** 31)
        .default(0)
        .describe("symbols per window; 0: 5620, or n/50 for a shorter text"),
    }),
  minimumLength: 500,
  estimate(context, { window }) {
    const size = window === 0 ? Math.min(paperWindow, Math.floor(context.n / 50)) : window;
    const { symbols, alphabetSize } = context.get(compactSequence);
    const windows = context.sequence.segmentEnds.reduce(
      (sum, end, i, ends) => sum + Math.floor((end - (ends[i - 1] ?? 0)) / size),
      0,
    );
    if (windows < leastWindows)
      return undefinedBecause(`${windows} windows of ${size} symbols, needs ${leastWindows}`);
    const fit = fitTaylor(symbols, context.sequence.segmentEnds, alphabetSize, size);
    if (fit === undefined) return undefinedBecause("no two symbols whose counts vary between windows");
    if (fit.span < leastSpan)
      return undefinedBecause(
        `mean counts span a factor of ${fit.span.toFixed(1)}, a slope needs ${leastSpan}`,
      );
    return scalar(fit.exponent);
  },
});

export const ngramCoverage = defineEstimator({
  id: "good-turing-coverage",
  quantity: "coverage",
  title: "Good-Turing coverage",
  summary: "probability that the next block of k symbols is one that occurs in the sample, for k = 1, 2, ...",
  formula: "C(k) = 1 - f1/N, f1 the blocks of k symbols that occur once, N all of them",
  validity: "independent blocks; overlapping blocks shift it by about 1/sqrt(N)",
  cost: "one pass over the suffix array, O(n)",
  reference: "Good 1953, Biometrika 40",
  params: () =>
    z.strictObject({
      maxOrder: z.int().min(1).max(longestNgram).default(8).describe("largest k"),
    }),
  rangeChecked: true,
  estimate: (context, { maxOrder }) => ofOrders(context, maxOrder, goodTuringCoverage),
});

export const yuleK = defineEstimator({
  ...ofVocabulary,
  id: "yule-k",
  quantity: "yuleK",
  title: "Yule's K",
  summary:
    "probability that two positions have the same symbol, times 10 000: larger for a smaller vocabulary",
  formula: "K = 10^4 (sum m^2 V_m - n)/n^2 over the V_m symbols that occur m times",
  convention: "10^4, not 10^5; pairs of positions over n^2, not n (n - 1)",
  validity: "exact; nearly free of the length",
  cost: "one pass, O(n); streams in constant memory",
  reference:
    "Yule 1944, The Statistical Study of Literary Vocabulary; Tweedie & Baayen 1998, Comput. Humanit. 32",
  estimate: (context) => scalar(typeToken(context.get(symbolSpectrum)).yuleK),
});
