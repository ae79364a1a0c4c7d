import * as z from "zod";
import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../../core/measurement.ts";
import { defineStatistic, type Statistic } from "../../core/statistic.ts";
import { upperGammaQuantile } from "../../statistics/incomplete-gamma.ts";
import { LagPairs, memoryInflation, testedDistances } from "../../statistics/lag-pairs.ts";
import { shuffled } from "../../statistics/shuffle.ts";
import { compactSequence } from "./compact-sequence.ts";
import { coverageFloor } from "./covered-profile.ts";

/** More symbols would make more pairs than there are counters for. */
const largestAlphabet = 1024;
/** Shuffles; each gives a value at every distance, and those hardly depend on each other. */
const shuffles = 2;
/** Occurrences that every pair must be expected to have for the chi-square law. */
const frequentPair = 5;
/** Chance that any of the distances lies above the threshold though symbols are in random order. */
const level = 0.01;

/** I(d) without its bias, and what symbols that are independent at that distance would reach. */
export interface LagProfile {
  readonly distances: readonly number[];
  /** shape (D,): I less what shuffles have of it, bits */
  readonly information: readonly number[];
  /** shape (D,): whether I(d) stands out among all distances */
  readonly standsOut: readonly boolean[];
}

export const longestDistance = z
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
 */
export function lagProfileOf(longest: number): Statistic<LagProfile | { readonly reason: string }> {
  return defineStatistic(`lag-profile-${longest}`, ({ segmentEnds }, access) => {
    const { symbols, alphabetSize } = access.get(compactSequence);
    if (alphabetSize < 2) return { reason: "one symbol only: nothing to tell" };
    if (alphabetSize > largestAlphabet)
      return { reason: `${alphabetSize} symbols occur; pairs are counted for up to ${largestAlphabet}` };
    const block = segmentEnds.reduce((most, end, s) => Math.max(most, end - (segmentEnds[s - 1] ?? 0)), 0);
    const distances = testedDistances(Math.min(longest, Math.floor(block / 4)));
    if (distances.length === 0) return { reason: "no block of four symbols" };
    const counter = new LagPairs(alphabetSize);
    const random = access.random.fork("lag-information");
    const statistics: number[] = [];
    const values: number[] = [];
    let rarest = Number.POSITIVE_INFINITY;
    for (let run = 0; run < shuffles; run++) {
      const order = shuffled(symbols, (bound) => random.below(bound));
      for (const distance of distances) {
        const { plugIn, grassberger, coverage, pairs, leastExpected } = counter.at(
          order,
          segmentEnds,
          distance,
        )!;
        if (coverage < coverageFloor)
          return { reason: `undersampled: pairs of shuffled symbols have coverage ${coverage.toFixed(3)}` };
        statistics.push(2 * pairs * Math.LN2 * plugIn);
        values.push(grassberger);
        rarest = Math.min(rarest, leastExpected);
      }
    }
    const tail = level / distances.length;
    const dense = rarest >= frequentPair;
    const quantile = dense
      ? 2 * upperGammaQuantile(((alphabetSize - 1) * (alphabetSize - 1)) / 2, tail)
      : gammaQuantile(statistics, tail);
    const threshold = quantile * memoryInflation(symbols, segmentEnds, alphabetSize);
    const floor = mean(values);
    const measured = distances.map((distance) => counter.at(symbols, segmentEnds, distance)!);
    return {
      distances,
      information: measured.map(({ grassberger }) => grassberger - floor),
      standsOut: measured.map(({ plugIn, pairs }) => 2 * pairs * Math.LN2 * plugIn > threshold),
    };
  });
}

/** Quantile of the gamma law with the mean and variance of a sample. */
function gammaQuantile(sample: readonly number[], tail: number): number {
  const center = mean(sample);
  const variance = sample.reduce((sum, x) => sum + (x - center) * (x - center), 0) / (sample.length - 1);
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
