import type { ForecastOutcome } from "../core/forecast-schema.ts";
import type { Random } from "../core/random.ts";
import type { DrawnBlocks } from "../observer/drawn-blocks.ts";
import { blockRates } from "../observer/exchangeable-curve.ts";
import { neighbourCorrelation } from "../statistics/neighbour-correlation.ts";
import { baselineExcess, forecastBaselines } from "./forecast-baselines.ts";
import { experienceFactors, forecastExperience } from "./forecast-experience.ts";
import { duplicatedFrom, learnLaw } from "./forecast-law.ts";
import { doublingGain, expectLosses, lossLimit, type Range } from "./forecast-losses.ts";
import type { LearnedSample } from "./learned-sample.ts";
import { medianOfNormal, samplingError } from "./sample-traits.ts";

/** Neighbours are called alike from here on. */
const namedFrom = 0.01;

/** Which of the experience may be used. */
export interface Experienced {
  /** whether the sample is the beginning of its input and what follows it comes next */
  readonly inOrder: boolean;
  /** the package whose texts must not teach; null: none */
  readonly without: string | null;
}

/**
 * Forecasts what more of a sample's kind will cost.
 *
 * @param factors k, each above 1
 * @param random a stream of its own
 * @throws never
 * Cost: some ten milliseconds.
 */
export function makeForecast(
  { curve, traits, observer }: LearnedSample,
  { starts }: DrawnBlocks,
  factors: readonly number[],
  { inOrder, without }: Experienced,
  random: Random,
): ForecastOutcome {
  const law = learnLaw(
    forecastExperience.filter((row) => row.inOrder === inOrder && row.package !== without),
  );
  const baselines = baselineExcess({ curve, traits });
  const gain = doublingGain(traits, law);
  const draws = random.fork("drift");
  const rates = blockRates(curve);
  const places = Array.from(starts.keys()).sort((a, b) => starts[a]! - starts[b]!);
  const drift = neighbourCorrelation(
    places.map((b) => rates[b]!),
    (bound) => draws.below(bound),
  );
  const farthest = experienceFactors[experienceFactors.length - 1]!;
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
    drift: { ...drift, named: drift.pValue <= namedFrom },
    expectations: factors.map((factor) => {
      const { excess, loss } = expectLosses(traits, law, factor);
      const simple = baselines(factor);
      return {
        factor,
        symbols: Math.round(factor * traits.n),
        codeLength: moved(excess, traits.codeLength),
        excess,
        loss,
        samplingFloor: medianOfNormal * samplingError(traits, factor),
        graded: factor <= farthest,
        baselines: forecastBaselines.map((id) => ({ id, excess: simple[id] })),
      };
    }),
    doubling: {
      value: gain.value,
      lower95: gain.value - gain.halfWidth,
      upper95: gain.value + gain.halfWidth,
    },
    limit: lossLimit(traits),
  };
}

function moved(range: Range, by: number): Range {
  return {
    value: range.value + by,
    lower80: range.lower80 + by,
    upper80: range.upper80 + by,
    lower95: range.lower95 + by,
    upper95: range.upper95 + by,
  };
}
