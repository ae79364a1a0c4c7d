import { codeLengthOf, type ExchangeableCurve } from "../observer/curves/exchangeable-curve.ts";
import { extrapolateRate } from "../statistics/rate-extrapolation.ts";
import { experienceFactors } from "./forecast-experience.ts";
import type { ForecastLaw } from "./forecast-law.ts";
import { expectLosses, type Range } from "./forecast-losses.ts";
import { type CurveTraits, medianOfNormal, type SampleTraits, samplingError } from "./sample-traits.ts";
import type { Expected } from "./schema.ts";

/**
 * What a law expects of a curve, and what simple laws do.
 *
 * @param factors k, each above 1
 * @param inOrder whether what follows stands behind the sample: half way between the law and the power law is then expected,
 *   with the errors of the law. On 52 texts and files the law erred by 18.8 % at the median at 10x, the power law by
 *   21.3 %, and what lies between by 16.9 %; half way was chosen on the same files.
 * @param most bits that a symbol can cost: no interval reaches beyond; by default there is no such number
 */
export function expectationsOf(
  { curve, traits }: { readonly curve: ExchangeableCurve; readonly traits: SampleTraits },
  law: ForecastLaw,
  factors: readonly number[],
  inOrder = false,
  most = Number.POSITIVE_INFINITY,
): Expected[] {
  const baselines = baselineExcess({ curve, traits });
  const farthest = experienceFactors[experienceFactors.length - 1]!;
  return factors.map((factor) => {
    const simple = baselines(factor);
    const byLaw = expectLosses(traits, law, factor);
    const expected = inOrder ? between(byLaw, simple["power-law"], traits, factor) : byLaw;
    const excess = atMost(expected.excess, most * (factor - 1) * traits.n);
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

/** The same relative errors around the geometric mean of a law and a power law, whose loss at the end is its derivative. */
function between(
  { excess, loss }: Pick<Expected, "excess" | "loss">,
  powerLaw: number,
  { codeLength, n }: SampleTraits,
  factor: number,
): Pick<Expected, "excess" | "loss"> {
  const exponent = Math.log1p(powerLaw / codeLength) / Math.log(factor);
  const atEnd = (exponent * (codeLength + powerLaw)) / (factor * n);
  return {
    excess: times(excess, Math.sqrt(powerLaw / excess.value)),
    loss: times(loss, Math.sqrt(atEnd / loss.value)),
  };
}

function times(range: Range, by: number): Range {
  const ends = Object.entries(range).map(([end, value]) => [end, value * by]);
  return Object.fromEntries(ends) as unknown as Range;
}

/** Upper ends that are no higher than what can be paid, nor lower than the value. */
function atMost(range: Range, most: number): Range {
  const limit = Math.max(range.value, most);
  return { ...range, upper80: Math.min(range.upper80, limit), upper95: Math.min(range.upper95, limit) };
}

/** Both ends of all intervals moved. */
function moved(range: Range, by: number): Range {
  return {
    value: range.value + by,
    lower80: range.lower80 + by,
    upper80: range.upper80 + by,
    lower95: range.lower95 + by,
    upper95: range.upper95 + by,
  };
}

/** What a forecast has to beat. */
const forecastBaselines = ["constant-rate", "last-marginal-rate", "power-law", "f1"] as const;
type ForecastBaseline = (typeof forecastBaselines)[number];

/** Sizes that f1 is fitted to: four an octave, over five octaves. */
const stepsOfOctave = 4;
const octaves = 5;
/** So small that the best fit is taken, and no smaller exponent within the noise. */
const noVariance = 0;

/**
 * Bits that simple laws expect for the symbols between n0 and k n0: the mean rate so far; that of the last half; the power
 * law without a limit through C(n0 / 2) and C(n0); and C(n) / n = h + A n^(beta - 1).
 *
 * Cost: that of a hundred small least squares, once.
 */
export function baselineExcess({
  curve,
  traits,
}: {
  readonly curve: ExchangeableCurve;
  readonly traits: CurveTraits;
}): (factor: number) => Readonly<Record<ForecastBaseline, number>> {
  const { n, codeLength, rate } = traits;
  const exponent = Math.log2(codeLength / codeLengthOf(curve, n / 2));
  const sizes = Array.from(
    { length: octaves * stepsOfOctave + 1 },
    (_, i) => n * Math.exp(Math.LN2 * (i / stepsOfOctave - octaves)),
  );
  const rates = sizes.map((m) => codeLengthOf(curve, m) / m);
  const f1 = extrapolateRate(sizes, rates, "f1", noVariance);
  const underF1 = (m: number) => m * (f1.limit + f1.amplitude * Math.exp((f1.exponent - 1) * Math.log(m)));
  return (factor) => ({
    "constant-rate": codeLength * (factor - 1),
    "last-marginal-rate": rate * n * (factor - 1),
    "power-law": codeLength * (Math.exp(exponent * Math.log(factor)) - 1),
    f1: underF1(factor * n) - underF1(n),
  });
}
