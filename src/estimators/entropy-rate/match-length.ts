import * as z from "zod";
import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, scalar, undefinedBecause } from "../../core/measurement.ts";
import type { MatchLengthRates } from "../../statistics/match-lengths.ts";
import { compactSequence } from "../memo/compact-sequence.ts";
import { disjointMatchRates, matchRates } from "../memo/match-rates.ts";
import { suffixStructures } from "../memo/suffix-structures.ts";

/** The parameter of estimators that read match lengths. */
export const matchParams = () =>
  z.strictObject({
    overlap: z.boolean().default(true).describe("whether a match may overlap what it matches"),
  });

/** Shorter sequences have too few matches for the bound of the bias below. */
export const fewestMatched = 1000;
/** Symbols that matches have at least, in the mean that long ones do not decide: log2 n over the mean of log2(i + 1) / L. */
const shortestMatch = 8;
/** What both definitions say of the bias. */
export const matchValidity =
  "n of 1 000 or more and matches of 8 symbols or more (log2 n over the mean of log2(i + 1) / L): there the bias, of order 1 / log n, is below a sixth of log2 A on sources that remember no more than a match; a fair coin reads .93 at n = 10^5";

/** Beyond this ratio of the two averages a few long matches decide the one over lengths. */
const disagreement = 2;

/**
 * One of the two averages, with a warning where a long duplicate drives them apart; none where matches are so short that their
 * being whole numbers decides it.
 */
export function matchLengthRate(
  context: EstimationContext,
  overlap: boolean,
  average: keyof MatchLengthRates,
): Outcome {
  if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
  const rates = context.get(overlap ? matchRates : disjointMatchRates);
  if (rates === undefined) return undefinedBecause("a match needs two symbols");
  const { reciprocalOfMean: ratio, meanOfReciprocals: mean } = rates;
  const match = Math.log2(context.n) / mean;
  if (match < shortestMatch) {
    return undefinedBecause(`matches of ${match.toFixed(1)} symbols are too short, needs ${shortestMatch}`);
  }
  const length = context.get(suffixStructures).longestRepeat;
  const apart = mean > disagreement * ratio;
  return scalar(rates[average], null, apart ? [{ code: "long-duplicate", length, ratio, mean }] : []);
}
