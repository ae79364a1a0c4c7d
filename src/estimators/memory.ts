import * as z from "zod";
import { unreadable } from "../context/learning-curves.ts";
import { compactSequence, noValues, numericValues, symbolCounts } from "../context/shared.ts";
import { confidenceLevel, coverageFloor, searchLevel } from "../core/constants.ts";
import { defineEstimator, type EstimationContext } from "../core/estimator.ts";
import { type Interval, type Outcome, scalar, series, table, undefinedBecause } from "../core/measurement.ts";
import { longestSegmentLength, type Symbols } from "../core/sequence.ts";
import { defineShared, type SharedValue } from "../core/shared-value.ts";
import type { Warning } from "../core/warnings.ts";
import {
  longRunDeviation,
  normalQuantile,
  reachAbove,
  slowWaves,
  studentQuantile,
} from "../math/intervals.ts";
import { shuffled } from "../math/sampling.ts";
import { upperGammaQuantile } from "../math/special-functions.ts";
import { meanOf } from "../math/sums.ts";
import { sharedBits } from "../observer/curves/shared-bits.ts";
import { type ObserverProfile, observerMembers } from "../observer/observer-members.ts";
import { fitDecay, type SharedBits, sharedGrowth } from "../statistics/decay.ts";
import {
  hurstExponent as exponentOf,
  detrendedFluctuation as fluctuationOf,
} from "../statistics/fluctuation.ts";
import {
  type AbsenceTail,
  geometricDistances,
  heaviestAbsence,
  LagPairs,
  memoryInflation,
  memoryTime,
  testedDistances,
} from "../statistics/lag-information.ts";
import { profileParams } from "./learning.ts";

/** Larger alphabets have more pairs than there are counters. */
const largestAlphabet = 1024;
/** Number of shuffles. Each gives a value at every distance, and these are nearly independent. */
const shuffles = 2;
/** Largest tail shape of absences, less its error, that has an interval. Chosen on machines and renewals, see tests/calibration/mutual-information.test.ts. */
const heaviestTail = 0.25;
/**
 * Fewest stretches, of 160, that may decide the value: the frequency of fewer events is unknown, and there is no interval. Chosen
 * on twenty machines of 1 000 symbols and tested on others, see tests/calibration/mutual-information.test.ts.
 */
const fewestEvents = 5;
/** Least expected occurrences of every pair for the chi-square law. */
const frequentPair = 5;

/** I(d) without its bias, and whether it exceeds that of independent symbols. */
export interface LagProfile {
  readonly distances: readonly number[];
  /** shape (D,): I less its mean over shuffles, bits */
  readonly information: readonly number[];
  /** shape (D,): lengths of the 95 % intervals below and above, bits */
  readonly below: readonly number[];
  readonly above: readonly number[];
  /** set where intervals do not hold: under heavy tails a sample rarely contains the longest absences, which decide the value */
  readonly heavyTail: AbsenceTail | undefined;
  /** set where intervals do not hold: the number of stretches that decide the value */
  readonly fewEvents: number | undefined;
  /** shape (D,): whether I(d) stands out among all distances */
  readonly standsOut: readonly boolean[];
}

export const longestDistance = () =>
  z
    .int()
    .min(8)
    .max(1_000_000)
    .default(10_000)
    .describe("largest distance, at most a quarter of the longest block");

/**
 * I(d) at all short distances and on a geometric grid beyond. Its bias is estimated by shuffles. G = 2 n ln 2 times I is significant above
 * the quantile 1 - .01/D of its law under shuffles, which is chi-square with (A - 1)^2 degrees of freedom where all
 * pairs are frequent, else a gamma law with the mean and variance of shuffles; 100 D shuffles would give it exactly.
 * Memory enlarges G at distances without dependence, by the sum of (tr P^k - 1)^2/(A - 1)^2 over all k,
 * P^k the laws k symbols on; memory of up to 64 symbols is allowed for.
 *
 * Intervals are Student's t over the slowest waves of the information of pairs. They are longer above the value: the error grows with
 * the number of rare stretches seen, so that the logarithm has a symmetric interval, and memory makes frequencies uncertain, whose
 * quadratic error lowers the entropies. Near 0 the error of I is quadratic as well, so the quantile that shuffles exceed one time in
 * forty is added, widened for memory.
 */
export function lagProfileOf(longest: number): SharedValue<LagProfile | { readonly reason: string }> {
  return defineShared(`lag-profile-${longest}`, ({ segmentEnds }, access) => {
    const { symbols, alphabetSize } = access.get(compactSequence);
    if (alphabetSize < 2) return { reason: "only one symbol occurs" };
    if (alphabetSize > largestAlphabet)
      return { reason: `${alphabetSize} symbols occur; pairs are counted for up to ${largestAlphabet}` };
    const block = longestSegmentLength(segmentEnds);
    const distances = testedDistances(Math.min(longest, Math.floor(block / 4)));
    if (distances.length === 0) return { reason: "no block of four symbols" };
    const random = access.random.fork("lag-information");
    const statistics: number[] = [];
    const values: number[] = [];
    const corrections: number[] = [];
    let rarest = Number.POSITIVE_INFINITY;
    for (let run = 0; run < shuffles; run++) {
      const order = shuffled(symbols, (bound) => random.below(bound));
      const counter = new LagPairs(order, segmentEnds, alphabetSize);
      for (const distance of distances) {
        const { plugIn, grassberger, coverage, pairs, leastExpected } = counter.at(distance)!;
        if (coverage < coverageFloor) {
          counter.close();
          return { reason: `undersampled: pairs of shuffled symbols have coverage ${coverage.toFixed(3)}` };
        }
        statistics.push(2 * pairs * Math.LN2 * plugIn);
        values.push(grassberger);
        corrections.push(2 * pairs * Math.LN2 * (grassberger - plugIn));
        rarest = Math.min(rarest, leastExpected);
      }
      counter.close();
    }
    const tail = searchLevel / distances.length;
    const dense = rarest >= frequentPair;
    const quantile = (share: number) =>
      dense
        ? 2 * upperGammaQuantile(((alphabetSize - 1) * (alphabetSize - 1)) / 2, share)
        : gammaQuantile(statistics, share);
    const inflation = memoryInflation(symbols, segmentEnds, alphabetSize);
    const threshold = quantile(tail) * inflation;
    const half = (1 - confidenceLevel) / 2;
    // Grassberger's correction alternates between odd and even counts, which would add noise.
    const excess =
      quantile(half) * inflation - meanOf(statistics) + normalQuantile * Math.sqrt(varianceOf(corrections));
    const t = studentQuantile(confidenceLevel, slowWaves);
    const floor = meanOf(values);
    const counter = new LagPairs(symbols, segmentEnds, alphabetSize);
    let events = Number.POSITIVE_INFINITY;
    const measured = distances.map((distance) => {
      const told = counter.at(distance)!;
      const sums = counter.stretchSums(distance);
      if (distance === 1) events = participation(sums);
      return { ...told, reach: (t * longRunDeviation(sums)) / told.pairs };
    });
    counter.close();
    const agreements = measured.map(({ agreement }) => agreement);
    const frequencies =
      2 * upperGammaQuantile((alphabetSize - 1) / 2, half) * memoryTime(distances, agreements);
    return {
      distances,
      information: measured.map(({ grassberger }) => grassberger - floor),
      below: measured.map(({ reach, pairs }) => reach + excess / (2 * pairs * Math.LN2)),
      above: measured.map(
        ({ reach, pairs, grassberger }) =>
          reachAbove(grassberger - floor, reach) + (excess + frequencies) / (2 * pairs * Math.LN2),
      ),
      heavyTail: heavyTailOf(symbols, segmentEnds, alphabetSize),
      fewEvents: events < fewestEvents ? events : undefined,
      standsOut: measured.map(({ plugIn, pairs }) => 2 * pairs * Math.LN2 * plugIn > threshold),
    };
  });
}

/** Effective number of deviations in the sum of their squares: all where they are equal, one where a single one dominates. */
function participation(deviations: Float64Array): number {
  let [squares, fourths] = [0, 0];
  for (const one of deviations) {
    squares += one * one;
    fourths += one * one * (one * one);
  }
  return fourths > 0 ? (squares * squares) / fourths : Number.POSITIVE_INFINITY;
}

function heavyTailOf(symbols: Symbols, segmentEnds: ArrayLike<number>, alphabetSize: number) {
  const tail = heaviestAbsence(symbols, segmentEnds, alphabetSize);
  return tail !== undefined && tail.cautious > heaviestTail ? tail : undefined;
}

function varianceOf(sample: readonly number[]): number {
  const center = meanOf(sample);
  return sample.reduce((sum, x) => sum + (x - center) * (x - center), 0) / (sample.length - 1);
}

/** Quantile of the gamma law with the mean and variance of a sample. */
function gammaQuantile(sample: readonly number[], tail: number): number {
  const center = meanOf(sample);
  const variance = varianceOf(sample);
  return (variance / center) * upperGammaQuantile((center * center) / variance, tail);
}

/** Reads an outcome from the profile; undefined where there is none. */
export function fromLagProfile(
  context: EstimationContext,
  longest: number,
  read: (profile: LagProfile) => Outcome,
): Outcome {
  const profile = context.get(lagProfileOf(longest));
  return "reason" in profile ? undefinedBecause(profile.reason) : read(profile);
}

/** Shorter sequences have too few pairs. */
export const shortestPairs = 1000;

export const mapping = () =>
  z
    .enum(["rank", "value"])
    .default("rank")
    .describe("number of a symbol: its rank by frequency, or its byte or code point");

/** Shape (n,): the rank of each symbol by frequency, 1 for the most frequent. Of equally frequent symbols the smaller comes first. */
const frequencyRanks = defineShared("frequency-ranks", ({ symbols }, access) => {
  const counts = access.get(symbolCounts);
  const order = Array.from(counts, (_, symbol) => symbol).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const ranks = new Uint32Array(counts.length);
  for (const [place, symbol] of order.entries()) ranks[symbol] = place + 1;
  return Uint32Array.from(symbols, (symbol) => ranks[symbol]!);
});

/** The symbols as numbers, or the reason why they have none. */
function numericSeries(
  context: EstimationContext,
  kind: z.infer<ReturnType<typeof mapping>>,
): ArrayLike<number> | { readonly reason: string } {
  return kind === "rank" ? context.get(frequencyRanks) : (context.get(numericValues) ?? { reason: noValues });
}

/**
 * Information that neighbouring blocks share, by the observer's code lengths.
 *
 * Cost: that of coding 260 000 symbols; four times the length of a short sequence.
 */
export function sharedBlocksOf(profile: ObserverProfile): SharedValue<readonly SharedBits[]> {
  return defineShared(`shared-blocks-${profile}`, (sequence) =>
    sharedBits(sequence, observerMembers(profile)),
  );
}

/** What statistics of pairs of symbols at a distance have in common. */
const ofLags = {
  params: () => z.strictObject({ longest: longestDistance() }),
  minimumLength: shortestPairs,
};

export const mutualInformation = defineEstimator({
  ...ofLags,
  id: "mutual-information",
  quantity: "mutualInformation",
  title: "mutual information against distance",
  summary:
    "mutual information of two symbols d positions apart, for d on a geometric grid, with the bias of counts removed",
  formula: "I(d) = H(x_i) + H(x_(i+d)) - H(x_i, x_(i+d)) by Grassberger, minus its mean over shuffles",
  convention: "may fall below 0 within its error; distances 1 to 64 and then eight per octave",
  validity:
    "1 000 symbols, at most 1 024 kinds, and pairs of shuffled symbols with coverage .98 or more; each interval is for one distance, and there is none if waiting times between equal symbols are heavy-tailed or a few stretches of the sample decide the value. Intervals do not allow for what the sample does not show",
  cost: "1 to 2 ns per symbol for each of about 120 distances, and as much for the error and for each of 2 shuffles",
  reference: "Li 1990, J. Stat. Phys. 60; Grassberger 2003, arXiv:physics/0307138",
  estimate: (context, { longest }) =>
    fromLagProfile(context, longest, ({ distances, information, below, above, heavyTail, fewEvents }) => {
      const warnings: Warning[] =
        heavyTail !== undefined
          ? [{ code: "heavy-tailed", shape: heavyTail.shape }]
          : fewEvents !== undefined
            ? [{ code: "few-events", events: fewEvents }]
            : [];
      const points = distances.map((x, i) => {
        const value = information[i]!;
        const ends = { lower: value - below[i]!, upper: value + above[i]! };
        const interval: Interval = { ...ends, level: confidenceLevel, method: "slow-waves" };
        return { x, value, interval: warnings.length === 0 ? interval : null };
      });
      return series("d", points, warnings);
    }),
});

export const horizon = defineEstimator({
  ...ofLags,
  id: "horizon",
  quantity: "horizon",
  title: "horizon",
  summary: "the largest tested distance at which symbols have more mutual information than shuffled ones",
  formula: "largest d with I(d) above the quantile 1 - .01/D of shuffles, D distances tested",
  convention:
    "0 if no distance is significant; the quantile is that of chi-square or of a gamma law fitted to shuffles, widened for memory of up to 64 symbols",
  validity:
    "as mutual-information; only pairs are tested, so parity or copies beyond the grid are not detected",
  cost: "that of mutual-information, shared with it",
  reference: "Li 1990, J. Stat. Phys. 60; Theiler et al. 1992, Physica D 58 (surrogates)",
  estimate: (context, { longest }) =>
    fromLagProfile(context, longest, ({ distances, standsOut }) => {
      const last = standsOut.lastIndexOf(true);
      return scalar(last < 0 ? 0 : distances[last]!);
    }),
});

/** Fewest significant distances in a row to which a law is fitted. */
const fewest = 6;

export const informationDecay = defineEstimator({
  ...ofLags,
  id: "information-decay",
  quantity: "informationDecay",
  title: "decay of mutual information",
  summary: "a power law and an exponential through I(d), the better one first, by Akaike's criterion",
  formula: "I(d) = c d^-b against I(d) = c exp(-(d - 1)/xi), least squares of log I",
  convention:
    "all distances up to the first that is not significant; the last column is exp((best AIC - AIC)/2)",
  validity: "6 significant distances or more, over which I falls to half; the better law may still fit badly",
  cost: "that of mutual-information, shared with it",
  reference: "Lin & Tegmark 2017, Entropy 19(7); Akaike 1974, IEEE Trans. Autom. Control 19",
  estimate: (context, { longest }) =>
    fromLagProfile(context, longest, ({ distances, information, standsOut }) => {
      const grid = new Set(geometricDistances(longest));
      const even = distances.map((_, i) => i).filter((i) => grid.has(distances[i]!));
      const end = even.findIndex((i) => !standsOut[i] || !(information[i]! > 0));
      const used = end < 0 ? even : even.slice(0, end);
      if (used.length < fewest)
        return undefinedBecause(`${used.length} significant distances in a row, needs ${fewest}`);
      const [first, last] = [used[0]!, used.at(-1)!];
      if (information[last]! > information[first]! / 2)
        return undefinedBecause(`I(d) does not fall to half within ${distances[last]} symbols`);
      const laws = fitDecay(
        used.map((i) => distances[i]!),
        used.map((i) => information[i]!),
      );
      const rows = laws.map(({ law, factor, rate, aic }) => {
        const length = law === "exponential" ? 1 / rate : null;
        return [
          law,
          used.length,
          factor,
          law === "power" ? rate : null,
          length,
          Math.exp((laws[0].aic - aic) / 2),
        ];
      });
      return table(["law", "distances", "c", "b", "xi", "likelihood"], rows);
    }),
});

export const detrendedFluctuation = defineEstimator({
  id: "detrended-fluctuation",
  quantity: "fluctuationExponent",
  title: "detrended fluctuation analysis",
  summary: "alpha: how fast fluctuations of the summed series grow with the window; 1/2 without long memory",
  formula: "F(s) ~ s^alpha, F the root mean square of the residuals of polynomials in windows of s",
  convention:
    "numbers are ranks by frequency by default; windows of 16 (or 4 (order + 2)) to n/10, four an octave",
  validity:
    "1 000 symbols; at 10^5 within .02 of 1/2 for independent symbols of any law with a variance; no interval: a jackknife over ten blocks covered the exponent in 86 to 99 % of runs without short memory, and in 0 to 70 % with that of a chain, which bends the line",
  cost: "about 2 ns per symbol, degree and window length; .2 s for 10^6 symbols",
  reference: "Peng et al. 1994, Phys. Rev. E 49; Montemurro & Pury 2002, Fractals 10 (ranks)",
  params: () =>
    z.strictObject({
      order: z.int().min(0).max(4).default(1).describe("degree of the polynomials"),
      mapping: mapping(),
    }),
  minimumLength: 1000,
  estimate(context, { order, mapping: kind }) {
    const series = numericSeries(context, kind);
    if ("reason" in series) return undefinedBecause(series.reason);
    const fluctuation = fluctuationOf(series, context.sequence.segmentEnds, order);
    if (fluctuation === undefined)
      return undefinedBecause(
        "fewer than four window lengths with ten windows each and fluctuations above 0",
      );
    return scalar(fluctuation.exponent);
  },
});

export const hurstExponent = defineEstimator({
  id: "hurst-exponent",
  quantity: "hurstExponent",
  title: "Hurst exponent",
  summary:
    "growth of the rescaled range with the window, relative to that of independent variables; 1/2 without memory",
  formula: "1/2 + slope of log (R/S)/E[R/S] against log s, E of independent normal variables",
  convention: "Anis and Lloyd's expectation; numbers are ranks by frequency by default; windows of 16 to n/8",
  validity:
    "1 000 symbols; short memory has an effect too, so compare with a shuffle and with detrended fluctuation; no interval: the bias is no smaller than the error (with exponent .7 it is -.03 at n = 16 384), and a jackknife over eight blocks covered 57 %",
  cost: "about 3 ns per symbol and window length; .1 s for 10^6 symbols",
  reference: "Hurst 1951, Trans. Am. Soc. Civ. Eng. 116; Anis & Lloyd 1976, Biometrika 63",
  params: () => z.strictObject({ mapping: mapping() }),
  minimumLength: 1000,
  estimate(context, { mapping: kind }) {
    const series = numericSeries(context, kind);
    if ("reason" in series) return undefinedBecause(series.reason);
    const exponent = exponentOf(series, context.sequence.segmentEnds);
    return exponent === undefined
      ? undefinedBecause("fewer than four window lengths with eight windows each, half of them with variance")
      : scalar(exponent);
  },
});

/** Shorter sequences have fewer than four lengths of blocks. */
const shortest = 16_384;

export const hilbergExponent = defineEstimator({
  id: "hilberg-exponent",
  memory: "mixer",
  quantity: "hilbergExponent",
  title: "Hilberg exponent",
  summary:
    "beta: how fast the information shared by neighbouring blocks grows with their length, from the observer's code lengths",
  formula: "slope of log (C(a) + C(b) - C(ab)) against log m, a and b neighbouring blocks of m symbols",
  convention:
    "C with its header; m from 128 to 4096, in eight parts of the sequence; 95 % interval by leaving out a part, and for a factor log m",
  bound: "upper",
  validity:
    "a power law must fit over three doublings: 0 for finitely many parameters, in (0, 1) if new ones keep coming; what the observer has to learn counts as shared, too",
  cost: "coding 260 000 symbols, or four times the length of a short sequence: .4 s for text, 1.6 s for two symbols, whose parities the observer learns again in each block",
  reference:
    "Hilberg 1990, Frequenz 44; Dębowski 2015, IEEE Trans. Inform. Theory 61; Takahira, Tanaka-Ishii & Dębowski 2016, Entropy 18(10)",
  params: profileParams,
  minimumLength: shortest,
  estimate: (context, { profile }) => {
    const reason = unreadable(context);
    if (reason !== undefined) return undefinedBecause(reason);
    const growth = sharedGrowth(context.get(sharedBlocksOf(profile)));
    if (growth.status !== "ok") return undefinedBecause(growth.reason);
    const { value, lower95: lower, upper95: upper } = growth;
    return scalar(value, { lower, upper, level: confidenceLevel, method: "block-jackknife" });
  },
});
