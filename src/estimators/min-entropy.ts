import { compactSequence, symbolCounts, symbolSpectrum } from "../context/shared.ts";
import { suffixStructures } from "../context/shared-order.ts";
import { defineEstimator, type EstimationContext } from "../core/estimator.ts";
import { type Outcome, scalar, undefinedBecause } from "../core/measurement.ts";
import type { Symbols } from "../core/sequence.ts";
import { defineShared } from "../core/shared-value.ts";
import {
  collisionMinEntropy as collisionMinEntropyOf,
  compressionMinEntropy as compressionMinEntropyOf,
  longestRepeatMinEntropy as longestRepeatMinEntropyOf,
  markovMinEntropy as markovMinEntropyOf,
  minEntropyBound,
  repeatedTuples,
  shortestCompressed,
  tupleMinEntropy as tupleMinEntropyOf,
} from "../statistics/min-entropy.ts";
import {
  type PredictionScore,
  predictByContexts,
  predictByDictionary,
  predictByLags,
  predictByWindows,
  predictionMinEntropy,
} from "../statistics/predictors.ts";

/** For every k with repeats, the most frequent k-gram and the number of pairs of equal k-grams. */
const repeatedTuplesOf = defineShared("repeated-tuples", (_sequence, access) => {
  const structures = access.get(suffixStructures);
  const prefixes = structures.prefixes();
  return repeatedTuples(structures.suffixes().map((start) => prefixes[start]!));
});

/** The number of k-grams that lie within segments, as a function of k. */
function kGramCount(segmentEnds: readonly number[]): (k: number) => number {
  return (k) =>
    segmentEnds.reduce((sum, end, s) => sum + Math.max(0, end - (segmentEnds[s - 1] ?? 0) - k + 1), 0);
}

/**
 * A min-entropy that is defined for two symbols only. If a single symbol occurs, it is exactly 0.
 *
 * @param measure returns bits from the symbols as 0 and 1, or the reason why it is undefined
 */
function ofTwoSymbols(
  context: EstimationContext,
  measure: (symbols: Symbols, segmentEnds: readonly number[]) => number | string,
): Outcome {
  const { symbols, alphabetSize } = context.get(compactSequence);
  if (alphabetSize > 2) return undefinedBecause(`defined for two symbols; ${alphabetSize} occur`);
  if (alphabetSize === 1) return scalar(0);
  const bits = measure(symbols, context.sequence.segmentEnds);
  return typeof bits === "string" ? undefinedBecause(bits) : scalar(bits);
}

/**
 * The min-entropy against a predictor. If a single symbol occurs, it is exactly 0.
 *
 * @param predict scores a predictor on the compact sequence
 */
function ofPredictions(
  context: EstimationContext,
  predict: (symbols: Symbols, segmentEnds: readonly number[], alphabetSize: number) => PredictionScore,
): Outcome {
  const { symbols, alphabetSize } = context.get(compactSequence);
  if (alphabetSize === 1) return scalar(0);
  const score = predict(symbols, context.sequence.segmentEnds, alphabetSize);
  const bits = predictionMinEntropy(score, alphabetSize);
  return bits === undefined
    ? undefinedBecause("fewer than two symbols have enough before them in their segment to be predicted")
    : scalar(bits);
}

/** What all bounds on the min-entropy have in common. */
const conservative = { quantity: "minEntropy", rangeChecked: true, minimumLength: 2 } as const;

/** What bounds from predictors have in common. */
const predicted = {
  ...conservative,
  formula:
    "-log2 of the larger of the upper 99 % end of the share of right guesses and the share implied by their longest run",
  validity:
    "a conservative bound for security: up to .1 bit below 1 on a fair coin of 1 000 symbols; order that the predictor cannot see is missed",
};

export const mostCommonValue = defineEstimator({
  ...conservative,
  id: "most-common-value",
  title: "min-entropy by the most common value",
  summary: "min-entropy of a single symbol, from the upper end of the 99 % interval of the largest frequency",
  formula: "-log2 min(1, p + 2.576 sqrt(p (1 - p)/(n - 1))), p the largest frequency",
  convention: "a lower bound at 99 % for independent symbols",
  validity: "order is ignored: a bound on what an adversary can guess only for independent symbols",
  cost: "one pass, O(n); streams in constant memory",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.1",
  streams: [symbolCounts],
  estimate(context) {
    const { frequencies, tokens } = context.get(symbolSpectrum);
    return scalar(minEntropyBound(frequencies.at(-1)! / tokens, tokens));
  },
});

export const markovMinEntropy = defineEstimator({
  ...conservative,
  id: "markov-min-entropy",
  title: "min-entropy of a Markov chain",
  summary:
    "min-entropy per symbol, from the most probable sequence of 128 symbols of a Markov chain of order 1",
  formula: "min(1, -(1/128) log2 max P(x1) prod P(x_i | x_(i-1)) over 128 symbols)",
  convention: "the plain frequencies, without an interval, as in the standard",
  validity: "two symbols; memory beyond one symbol is ignored",
  cost: "one pass, O(n)",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.3",
  estimate: (context) =>
    ofTwoSymbols(
      context,
      (symbols, segmentEnds) =>
        markovMinEntropyOf(symbols, segmentEnds) ??
        "no sequence of 128 symbols follows the transitions that occur",
    ),
});

export const collisionMinEntropy = defineEstimator({
  ...conservative,
  id: "collision-min-entropy",
  title: "min-entropy by collisions",
  summary: "min-entropy of a symbol, from the mean number of symbols until one occurs a second time",
  formula: "-log2 p, with 2 + 2 p (1 - p) the lower end of the 99 % interval of the mean waiting time",
  convention:
    "each segment starts afresh; with several segments, two different symbols at the end of one count as three draws",
  validity:
    "two independent symbols; too small by about .1 bit near a fair coin, where the mean says little about p",
  cost: "one pass, O(n)",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.2",
  estimate: (context) =>
    ofTwoSymbols(
      context,
      (symbols, segmentEnds) => collisionMinEntropyOf(symbols, segmentEnds) ?? "fewer than two collisions",
    ),
});

export const compressionMinEntropy = defineEstimator({
  ...conservative,
  id: "compression-min-entropy",
  title: "min-entropy by Maurer's test",
  summary: "min-entropy per symbol, from the distances at which blocks of six symbols recur",
  formula:
    "-(1/6) log2 p, p such that one block of probability p and 63 others give the lower end of the mean log2 distance",
  convention: "1000 blocks fill the dictionary; blocks do not cross segments, which are read in sequence",
  validity: "two symbols; n above 10^5 for a useful bound",
  cost: "about 60 passes over n/6 logarithms",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.4; Maurer 1992, J. Cryptol. 5",
  minimumLength: shortestCompressed,
  estimate: (context) =>
    ofTwoSymbols(
      context,
      (symbols, segmentEnds) =>
        compressionMinEntropyOf(symbols, segmentEnds) ??
        "segments have fewer than 1002 blocks of six symbols",
    ),
});

export const tupleMinEntropy = defineEstimator({
  ...conservative,
  id: "t-tuple",
  title: "min-entropy by the most common tuples",
  summary:
    "min-entropy per symbol, from the most frequent k-gram of each length k at which one occurs 35 times or more",
  formula:
    "-log2 of the 99 % upper end of max over k of (Q(k)/(n - k + 1))^(1/k), Q(k) >= 35 the largest count of k symbols",
  validity: "some symbol seen 35 times; uses k-grams of up to about log n symbols",
  cost: "one pass over the suffix array, O(n)",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.5",
  estimate(context) {
    const bits = tupleMinEntropyOf(context.get(repeatedTuplesOf), kGramCount(context.sequence.segmentEnds));
    return bits === undefined ? undefinedBecause("no symbol occurs 35 times") : scalar(bits);
  },
});

export const longestRepeatMinEntropy = defineEstimator({
  ...conservative,
  id: "longest-repeated-substring",
  title: "min-entropy by repeated substrings",
  summary: "min-entropy per symbol, from how often two positions have the same long k-gram",
  formula:
    "-log2 of the 99 % upper end of max over k of (pairs of equal k-grams / all pairs)^(1/k), for k with all counts below 35",
  validity: "long repeats decide: text that was copied once counts as guessable",
  cost: "one pass over the suffix array, O(n)",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.6",
  estimate(context) {
    const bits = longestRepeatMinEntropyOf(
      context.get(repeatedTuplesOf),
      kGramCount(context.sequence.segmentEnds),
    );
    return bits === undefined
      ? undefinedBecause("no k-gram occurs at least twice and less than 35 times")
      : scalar(bits);
  },
});

export const windowMinEntropy = defineEstimator({
  ...predicted,
  id: "window-prediction",
  title: "min-entropy against guesses of common symbols",
  summary:
    "min-entropy per symbol against a predictor that guesses the most common of the last 63, 255, 1023 or 4095 symbols",
  convention:
    "windows and runs do not cross segments, what was learned is kept; probabilities of runs by Feller's approximation",
  cost: "one pass, O(n), 20 ns per symbol",
  reference:
    "Turan et al. 2018, NIST SP 800-90B, 6.3.7 (MultiMCW); Kelsey, McKay & Turan 2015, CHES, LNCS 9293",
  minimumLength: 65,
  estimate: (context) => ofPredictions(context, predictByWindows),
});

export const lagMinEntropy = defineEstimator({
  ...predicted,
  id: "lag-prediction",
  title: "min-entropy against guesses at a distance",
  summary:
    "min-entropy per symbol against a predictor that guesses the symbol a fixed distance back, up to 128",
  convention:
    "distances and runs do not cross segments, what was learned is kept; probabilities of runs by Feller's approximation",
  cost: "one pass, O(128 n), .2 microseconds per symbol",
  reference: "Turan et al. 2018, NIST SP 800-90B, 6.3.8 (Lag); Kelsey, McKay & Turan 2015, CHES, LNCS 9293",
  minimumLength: 3,
  estimate: (context) =>
    ofPredictions(context, (symbols, segmentEnds) => predictByLags(symbols, segmentEnds)),
});

export const contextMinEntropy = defineEstimator({
  ...predicted,
  id: "context-prediction",
  memory: "mixer",
  title: "min-entropy against guesses from contexts",
  summary:
    "min-entropy per symbol against a predictor that guesses the most frequent successor of the last 1 to 16 symbols",
  convention:
    "contexts and runs do not cross segments, what was learned is kept; at most 100 000 followers of contexts of each length",
  cost: "one pass, O(16 n), about 2 to 5 microseconds per symbol",
  reference:
    "Turan et al. 2018, NIST SP 800-90B, 6.3.9 (MultiMMC); Kelsey, McKay & Turan 2015, CHES, LNCS 9293",
  minimumLength: 4,
  apart: 3,
  estimate: (context) =>
    ofPredictions(context, (symbols, segmentEnds) => predictByContexts(symbols, segmentEnds)),
});

export const dictionaryMinEntropy = defineEstimator({
  ...predicted,
  id: "dictionary-prediction",
  title: "min-entropy against guesses from a dictionary",
  summary: "min-entropy per symbol against a predictor with a dictionary that grows like that of LZ78",
  convention:
    "contexts and runs do not cross segments, what was learned is kept; at most 65 536 contexts of 1 to 16 symbols",
  cost: "one pass, O(16 n), about 2 microseconds per symbol",
  reference:
    "Turan et al. 2018, NIST SP 800-90B, 6.3.10 (LZ78Y); Kelsey, McKay & Turan 2015, CHES, LNCS 9293",
  minimumLength: 19,
  apart: 2,
  estimate: (context) =>
    ofPredictions(context, (symbols, segmentEnds) => predictByDictionary(symbols, segmentEnds)),
});
