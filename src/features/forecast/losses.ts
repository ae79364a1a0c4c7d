import { confidenceLevel } from "../../core/constants.ts";
import type { ExchangeableCurve } from "../../observer/curves/exchangeable-curve.ts";
import { experienceFactors, type ForecastLaw, lossBeyondMean } from "./law.ts";
import type { Expected, ForecastOutcome } from "./schema.ts";
import { type CurveTraits, f1Of, medianOfNormal, type SampleTraits, samplingError } from "./traits.ts";

/** A value with its intervals, by level. */
export type Range = Expected["loss"];

/** The expectation at a multiple of the sample. */
type Expectation = Pick<Expected, "excess" | "loss">;

/**
 * A law's expectation for a growing sample. Where losses fall faster than in any training text, the forecast is a bracket
 * between the law and the rarefaction of repeats.
 *
 * @param factor k > 1
 */
export function expectLosses(traits: SampleTraits, law: ForecastLaw, factor: number): Expectation {
  const expected = byLaw(traits, law, factor);
  if (traits.slope >= law.steepest || factor <= 1) return expected;
  const symbols = (factor - 1) * traits.n;
  const [likely, less, least] = [0, ...rarefactionQuantiles].map((quantile) =>
    byRarefaction(traits, quantile, factor),
  ) as [RarefiedLoss, RarefiedLoss, RarefiedLoss];
  return {
    excess: bracket(expected.excess, likely.mean * symbols, less.mean * symbols, least.mean * symbols),
    loss: bracket(expected.loss, likely.atEnd, less.atEnd, least.atEnd),
  };
}

/** Standard errors of the recurrence at the lower ends of the 80 and 95 % intervals. */
const rarefactionQuantiles = [1.28, 1.96];

interface RarefiedLoss {
  /** mean loss beyond the sample */
  readonly mean: number;
  readonly atEnd: number;
}

/**
 * Losses if only new windows are paid for, and become rarer as if all were equally frequent: copies of a few texts. No learned
 * law falls so fast, and almost no text does.
 */
function byRarefaction(traits: SampleTraits, quantile: number, factor: number): RarefiedLoss {
  const { rate, recurrenceError } = traits;
  const recurrence = traits.recurrence * Math.exp(quantile * recurrenceError);
  if (recurrence === 0) return { mean: rate, atEnd: rate };
  // The rate is that of the last half of the sample, which had more new windows than its end.
  const atSample = rate * (recurrence / 2 / Math.expm1(recurrence / 2));
  const further = recurrence * (factor - 1);
  return { mean: atSample * (-Math.expm1(-further) / further), atEnd: atSample * Math.exp(-further) };
}

/** Between a law and a lower expectation: the middle of both, with an interval over both. */
function bracket(law: Range, likely: number, less: number, least: number): Range {
  if (likely >= law.value) return law;
  return {
    value: Math.sqrt(law.value * likely),
    lower80: Math.min(law.lower80, less),
    upper80: law.upper80,
    lower95: Math.min(law.lower95, least),
    upper95: law.upper95,
  };
}

function byLaw(traits: SampleTraits, law: ForecastLaw, factor: number): Expectation {
  const mean = traits.rate * Math.exp(law.logRatio(traits, factor));
  const symbols = (factor - 1) * traits.n;
  const atEnd = mean * law.endOverMean(traits, factor);
  return {
    excess: rangeOf(mean * symbols, law.error(traits, factor), law.quantile),
    loss: rangeOf(atEnd, law.lossError(traits, factor), law.lossQuantile),
  };
}

/** Expected decrease of the loss with another doubling. */
interface DoublingGain {
  /** l(n0) - l(2 n0), bit/symbol */
  readonly value: number;
  /** half-width of its 95 % interval: the error of the law; the blocks are the same on both sides */
  readonly halfWidth: number;
}

export function doublingGain(traits: SampleTraits, law: ForecastLaw): DoublingGain {
  const now = traits.rate * Math.exp(law.logRatio(traits, 1));
  const then = expectLosses(traits, law, 2).loss.value;
  return {
    value: now - then,
    halfWidth: law.quantile(confidenceLevel) * lossBeyondMean * law.lawError(traits, 2) * then,
  };
}

/** The excess of l over its limit is assumed to fall as n^-1/2, and at least as n^-0.1. */
const likelyExponent = 1 / 2;
const leastExponent = 0.1;
/** Relative excess that an observer never learns, including blocks that are too short for it. */
const residualExcess = 0.005;
/** Standard errors of the mean of blocks; a slope errs by a tenth of one. */
const meanQuantile = 2.2;
const slopeError = 0.1;

/**
 * The limit of the losses, from how fast they still fall: what fell by s in the last doubling and falls as n^-g is s / (2^g -
 * 1) above its limit. An upper bound of h; the interval covered the h of 91 % of samples of sources with known h, see
 * docs/forecast-grades.md. Where losses fall fast, as in texts, it is wide.
 */
export function lossLimit(traits: SampleTraits): ForecastOutcome["limit"] {
  const { rate, slope } = traits;
  const now = rate * Math.exp(slope / 2);
  const error = samplingError(traits, Number.POSITIVE_INFINITY);
  const falls = Math.max(0, -slope);
  const above = (exponent: number, change: number) => change / Math.expm1(Math.LN2 * exponent);
  const spread = meanQuantile * error + residualExcess;
  return {
    value: now * Math.max(0, 1 - above(likelyExponent, falls)),
    lower95: now * Math.max(0, 1 - above(leastExponent, falls + slopeError * error) - spread),
    upper95: now * (1 + spread),
  };
}

function rangeOf(value: number, error: number, quantile: ForecastLaw["quantile"]): Range {
  const [half80, half95] = [quantile(0.8) * error, quantile(confidenceLevel) * error];
  return {
    value,
    lower80: value * Math.exp(-half80),
    upper80: value * Math.exp(half80),
    lower95: value * Math.exp(-half95),
    upper95: value * Math.exp(half95),
  };
}

/**
 * The expectations of a law for a curve, and those of simple laws.
 *
 * @param factors k, each above 1
 * @param most largest cost of a symbol, bits: no interval exceeds it; unlimited by default
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
    const simple = baselines(factor);
    const expected = expectLosses(traits, law, factor);
    const excess = atMost(expected.excess, most * (factor - 1) * traits.n);
    return {
      factor,
      symbols: Math.round(factor * traits.n),
      codeLength: mappedRange(excess, (bits) => bits + traits.codeLength),
      excess,
      loss: atMost(expected.loss, most),
      samplingFloor: medianOfNormal * samplingError(traits, factor),
      graded: factor <= farthest,
      baselines: forecastBaselines.map((id) => ({ id, excess: simple[id] })),
    };
  });
}

/** Upper ends clipped to the largest possible cost, but not below the value. */
function atMost(range: Range, most: number): Range {
  const limit = Math.max(range.value, most);
  return { ...range, upper80: Math.min(range.upper80, limit), upper95: Math.min(range.upper95, limit) };
}

/** An increasing function of a value and of the ends of its intervals. */
export const mappedRange = (range: Range, by: (end: number) => number): Range =>
  Object.fromEntries(Object.entries(range).map(([end, value]) => [end, by(value)])) as Range;

/** Baselines that a forecast should beat. */
const forecastBaselines = ["constant-rate", "last-marginal-rate", "power-law", "f1"] as const;
type ForecastBaseline = (typeof forecastBaselines)[number];

/**
 * Bits that simple laws predict for the symbols between n0 and k n0: the mean rate so far; that of the last half; the power law
 * without a limit through C(n0 / 2) and C(n0); and C(n) / n = h + A n^(beta - 1).
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
  const { n, codeLength, rate, exponent } = traits;
  const f1 = f1Of(curve, traits);
  const underF1 = (factor: number) =>
    n * rate * (f1.limit * factor + f1.amplitude * Math.exp(f1.exponent * Math.log(factor)));
  return (factor) => ({
    "constant-rate": codeLength * (factor - 1),
    "last-marginal-rate": rate * n * (factor - 1),
    "power-law": codeLength * (Math.exp(exponent * Math.log(factor)) - 1),
    f1: underF1(factor) - underF1(1),
  });
}
