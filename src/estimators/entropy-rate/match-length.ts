import * as z from "zod";
import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, scalar, undefinedBecause } from "../../core/measurement.ts";
import type { MatchLengthRates } from "../../statistics/match-lengths.ts";
import { compactSequence } from "../statistics/compact-sequence.ts";
import { disjointMatchRates, matchRates } from "../statistics/match-rates.ts";
import { suffixStructures } from "../statistics/suffix-structures.ts";

/** The parameter of estimators that read match lengths. */
export const matchParams = z.strictObject({
  overlap: z.boolean().default(true).describe("whether a match may overlap what it matches"),
});

/** Beyond this ratio of the two averages a few long matches decide the one over lengths. */
const disagreement = 2;

/**
 * One of the two averages, with a warning where a long duplicate drives them apart.
 *
 * @throws never
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
  const length = context.get(suffixStructures).longestRepeat;
  const apart = mean > disagreement * ratio;
  return scalar(rates[average], null, apart ? [{ code: "long-duplicate", length, ratio, mean }] : []);
}
