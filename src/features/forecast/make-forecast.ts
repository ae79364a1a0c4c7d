import { searchLevel } from "../../core/constants.ts";
import type { Random } from "../../core/random.ts";
import { neighbourCorrelation } from "../../math/permutation-tests.ts";
import type { DrawnBlocks } from "../../observer/curves/drawn-blocks.ts";
import { blockRates } from "../../observer/curves/exchangeable-curve.ts";
import { duplicatedFrom, forecastExperience, learnLaw, textsInOrder, wholeTexts, widenLaw } from "./law.ts";
import { doublingGain, expectationsOf, expectLosses, lossLimit } from "./losses.ts";
import { forecastParts, type KnownParts } from "./parts.ts";
import type { LearnedSample } from "./sample.ts";
import type { ForecastOutcome } from "./schema.ts";

/** Which training data may be used. */
interface TrainingScope {
  /** whether the sample is the beginning of its input, followed by the rest */
  readonly inOrder: boolean;
  /** the package whose texts must not be used; null: none */
  readonly without: string | null;
}

/**
 * Forecasts the cost of more of a sample's kind.
 *
 * @param factors k, each above 1
 * @param random a stream of its own
 * @param known prior knowledge of the parts, if the sample was read by part
 * Cost: some ten milliseconds.
 */
export function makeForecast(
  { curve, traits, observer, jump }: LearnedSample,
  { starts, alphabetSize }: DrawnBlocks,
  factors: readonly number[],
  { inOrder, without }: TrainingScope,
  random: Random,
  known?: KnownParts,
): ForecastOutcome {
  const learned = learnLaw(
    forecastExperience.filter((row) => row.inOrder === inOrder && row.package !== without),
    inOrder ? textsInOrder : wholeTexts,
  );
  const law = jump === null ? learned : widenLaw(learned, jump.step);
  const gain = doublingGain(traits, law);
  const draws = random.fork("drift");
  const rates = blockRates(curve);
  const places = Array.from(starts.keys()).sort((a, b) => starts[a]! - starts[b]!);
  const drift = neighbourCorrelation(
    places.map((b) => rates[b]!),
    (bound) => draws.below(bound),
  );
  return {
    status: "ok",
    codeLength: traits.codeLength,
    rate: traits.rate,
    loss: expectLosses(traits, law, 1).loss,
    members: [...observer.members],
    orders: curve.orders.length,
    law: {
      slope: traits.slope / Math.LN2,
      bend: traits.bend / Math.LN2,
      fillIn: traits.fillIn,
      variation: traits.variation,
      texts: law.texts,
      packages: law.packages,
    },
    duplicates: { share: traits.duplicated, flagged: traits.duplicated > duplicatedFrom },
    drift: { ...drift, named: drift.pValue <= searchLevel },
    expectations: expectationsOf({ curve, traits }, law, factors, Math.log2(alphabetSize)),
    doubling: {
      value: gain.value,
      lower95: gain.value - gain.halfWidth,
      upper95: gain.value + gain.halfWidth,
    },
    limit: lossLimit(traits),
    jump,
    ...(known === undefined ? {} : { parts: forecastParts({ curve, traits }, factors, known) }),
  };
}
