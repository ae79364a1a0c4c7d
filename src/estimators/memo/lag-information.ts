import * as z from "zod";
import { confidenceLevel, coverageFloor, searchLevel } from "../../core/constants.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../../core/measurement.ts";
import type { Symbols } from "../../core/sequence.ts";
import { defineShared, type SharedValue } from "../../core/shared-value.ts";
import { longRunDeviation, reachAbove, slowWaves, studentQuantile } from "../../math/intervals.ts";
import { shuffled } from "../../math/sampling.ts";
import { upperGammaQuantile } from "../../math/special-functions.ts";
import {
  type AbsenceTail,
  heaviestAbsence,
  LagPairs,
  memoryInflation,
  memoryTime,
  testedDistances,
} from "../../statistics/lag-information.ts";
import { compactSequence } from "./compact-sequence.ts";

/** More symbols would make more pairs than there are counters for. */
const largestAlphabet = 1024;
/** Shuffles; each gives a value at every distance, and those hardly depend on each other. */
const shuffles = 2;
/** Shape of absences, less its error, above which there is no interval; chosen on machines and renewals, see tests/calibration/mutual-information.test.ts. */
const heaviestTail = 0.25;
/**
 * Stretches, of 160, that decide what neighbours tell: of fewer it is not seen how often they come, and there is no interval. Chosen on
 * twenty machines of 1 000 symbols and tried on others, see tests/calibration/mutual-information.test.ts.
 */
const fewestEvents = 5;
/** Occurrences that every pair must be expected to have for the chi-square law. */
const frequentPair = 5;

/** I(d) without its bias, and what symbols that are independent at that distance would reach. */
export interface LagProfile {
  readonly distances: readonly number[];
  /** shape (D,): I less what shuffles have of it, bits */
  readonly information: readonly number[];
  /** shape (D,): what 95 % intervals reach below and above, bits */
  readonly below: readonly number[];
  readonly above: readonly number[];
  /** why these do not hold: a sample with such tails seldom has its share of the longest lengths, which most depends on */
  readonly heavyTail: AbsenceTail | undefined;
  /** stretches that decide the value, where they are so few that intervals do not hold */
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
 * I(d) at all short distances and on a geometric grid beyond. Its bias is that of shuffles. G = 2 n ln 2 times I by counts stands out above
 * the quantile 1 - .01/D of its law under shuffles, which is chi-square with (A - 1)^2 degrees of freedom where all
 * pairs are frequent, else a gamma law with the mean and variance of shuffles; 100 D shuffles would say it exactly.
 * Memory makes G larger at distances where nothing is remembered, by the sum of (tr P^k - 1)^2/(A - 1)^2 over all k,
 * P^k the laws k symbols on; memory of up to 64 symbols is allowed for.
 *
 * Intervals are of Student's t by the slowest waves of what pairs tell. They reach farther up: what is seen of rare stretches goes with the
 * error it gives, so that its logarithm is symmetric; and symbols that are remembered have uncertain frequencies, whose
 * quadratic error lowers the entropies. Where I is near 0 its error is quadratic, too; so what shuffles exceed one time in forty is added,
 * widened for memory.
 */
export function lagProfileOf(longest: number): SharedValue<LagProfile | { readonly reason: string }> {
  return defineShared(`lag-profile-${longest}`, ({ segmentEnds }, access) => {
    const { symbols, alphabetSize } = access.get(compactSequence);
    if (alphabetSize < 2) return { reason: "only one symbol occurs" };
    if (alphabetSize > largestAlphabet)
      return { reason: `${alphabetSize} symbols occur; pairs are counted for up to ${largestAlphabet}` };
    const block = segmentEnds.reduce((most, end, s) => Math.max(most, end - (segmentEnds[s - 1] ?? 0)), 0);
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
    // Grassberger's correction goes by whether counts are odd or even, which is noise of its own.
    const excess =
      quantile(half) * inflation - mean(statistics) + normalQuantile * Math.sqrt(varianceOf(corrections));
    const t = studentQuantile(confidenceLevel, slowWaves);
    const floor = mean(values);
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

/** How many of some deviations decide the sum of their squares: all where they are equal, one where it is the only one. */
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

/** Of the normal law, for a level of 95 %. */
const normalQuantile = 1.959963984540054;

function varianceOf(sample: readonly number[]): number {
  const center = mean(sample);
  return sample.reduce((sum, x) => sum + (x - center) * (x - center), 0) / (sample.length - 1);
}

/** Quantile of the gamma law with the mean and variance of a sample. */
function gammaQuantile(sample: readonly number[], tail: number): number {
  const center = mean(sample);
  const variance = varianceOf(sample);
  return (variance / center) * upperGammaQuantile((center * center) / variance, tail);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What the profile gives, or why there is none. */
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
