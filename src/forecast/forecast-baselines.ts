import { codeLengthOf, type ExchangeableCurve } from "../observer/curves/exchangeable-curve.ts";
import { extrapolateRate } from "../words/rate-extrapolation.ts";
import type { CurveTraits } from "./sample-traits.ts";

/** What a forecast has to beat. */
export const forecastBaselines = ["constant-rate", "last-marginal-rate", "power-law", "f1"] as const;
export type ForecastBaseline = (typeof forecastBaselines)[number];

/** Sizes that f1 is fitted to: four an octave, over five octaves. */
const stepsOfOctave = 4;
const octaves = 5;
/** So small that the best fit is taken, and no smaller exponent within the noise. */
const noVariance = 0;

/**
 * Bits that simple laws expect for the symbols between n0 and k n0: the mean rate so far; that of the last half; the power
 * law without a limit through C(n0 / 2) and C(n0); and C(n) / n = h + A n^(beta - 1).
 *
 * @throws never
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
