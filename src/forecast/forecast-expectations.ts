import type { ExchangeableCurve } from "../observer/curves/exchangeable-curve.ts";
import { baselineExcess, forecastBaselines } from "./forecast-baselines.ts";
import { experienceFactors } from "./forecast-experience.ts";
import type { ForecastLaw } from "./forecast-law.ts";
import { expectLosses, type Range } from "./forecast-losses.ts";
import { medianOfNormal, type SampleTraits, samplingError } from "./sample-traits.ts";
import type { Expected } from "./schema.ts";

/**
 * What a law expects of a curve, and what simple laws do.
 *
 * @param factors k, each above 1
 * @param most bits that a symbol can cost: no interval reaches beyond; by default there is no such number
 * @throws never
 */
export function expectationsOf(
  { curve, traits }: { readonly curve: ExchangeableCurve; readonly traits: SampleTraits },
  law: ForecastLaw,
  factors: readonly number[],
  most = Number.POSITIVE_INFINITY,
): Expected[] {
  const baselines = baselineExcess({ curve, traits });
  const farthest = experienceFactors[experienceFactors.length - 1]!;
  return factors.map((factor) => {
    const expected = expectLosses(traits, law, factor);
    const excess = atMost(expected.excess, most * (factor - 1) * traits.n);
    const simple = baselines(factor);
    return {
      factor,
      symbols: Math.round(factor * traits.n),
      codeLength: moved(excess, traits.codeLength),
      excess,
      loss: atMost(expected.loss, most),
      samplingFloor: medianOfNormal * samplingError(traits, factor),
      graded: factor <= farthest,
      baselines: forecastBaselines.map((id) => ({ id, excess: simple[id] })),
    };
  });
}

/** Upper ends that are no higher than what can be paid, nor lower than the value. */
function atMost(range: Range, most: number): Range {
  const limit = Math.max(range.value, most);
  return { ...range, upper80: Math.min(range.upper80, limit), upper95: Math.min(range.upper95, limit) };
}

/** Both ends of all intervals moved. */
export function moved(range: Range, by: number): Range {
  return {
    value: range.value + by,
    lower80: range.lower80 + by,
    upper80: range.upper80 + by,
    lower95: range.lower95 + by,
    upper95: range.upper95 + by,
  };
}
