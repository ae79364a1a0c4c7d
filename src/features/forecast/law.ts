import data from "../../../data/forecast-errors.json" with { type: "json" };
import { codeLengthOf, type ExchangeableCurve } from "../../observer/curves/exchangeable-curve.ts";
import type { SettledObserver } from "../../observer/settled-observer.ts";
import { extrapolateRate } from "../../statistics/rate-extrapolation.ts";
import type { Expected, Forecast, ForecastOutcome } from "./schema.ts";

/** The learning curve of a sample, as laws read it. */
interface LearnedCurve {
  /** symbols of the sample, n0 */
  readonly n: number;
  /** C(n0), bits without a header */
  readonly codeLength: number;
  /** mean loss over the last half of the sample, bit/symbol */
  readonly rate: number;
  /** of the power law through C(n0 / 2) and C(n0) */
  readonly exponent: number;
  /** C(m) = limit m + amplitude m^exponent, bits */
  readonly f1: Readonly<Record<"limit" | "amplitude" | "exponent", number>>;
}

/** A sample that was coded in several orders. */
export interface LearnedSample {
  readonly status: "ok";
  readonly curve: LearnedCurve;
  /** in which it was read */
  readonly orders: number;
  /** share of the long windows of its last half that also occur in the first */
  readonly duplicated: number;
  readonly observer: SettledObserver;
}

/** So small that the best fit is taken, and not a smaller exponent within the noise. */
const noVariance = 0;

export function learnedCurve(curve: ExchangeableCurve): LearnedCurve {
  const n = curve.lengths.reduce((sum, length) => sum + length, 0);
  const [codeLength, half] = [codeLengthOf(curve, n), codeLengthOf(curve, n / 2)];
  // Four per octave, over five octaves.
  const sizes = Array.from({ length: 21 }, (_, i) => n * Math.exp(Math.LN2 * (i / 4 - 5)));
  const rates = sizes.map((m) => codeLengthOf(curve, m) / m);
  const f1 = extrapolateRate(sizes, rates, "f1", noVariance);
  return { n, codeLength, rate: (2 * (codeLength - half)) / n, exponent: Math.log2(codeLength / half), f1 };
}

/** Of a law at a multiple k of the sample: C(k n0) - C(n0) in bits, and l(k n0) in bits a symbol. */
type Prediction = Readonly<Record<"excess" | "loss", number>>;
type LawId = Expected["baselines"][number]["id"];
/** How the data that follows relates to the sample: of the same kind, or what comes next in a file. */
export type Order = Forecast["sample"]["order"];

/**
 * Blocks drawn from all of an input follow the power law; what follows in file order is partly of another kind, and f1, which
 * falls towards a limit, predicts it best.
 */
export const lawOfOrder: Readonly<Record<Order, LawId>> = { drawn: "power-law", "in-order": "f1" };

/** No law predicts less, relative to the rate of the last half of the sample. */
const leastLoss = 1e-3;

/** @param factor k, at least 1 */
export function predict(curve: LearnedCurve, law: LawId, factor: number): Prediction {
  const { n, codeLength, rate, exponent, f1 } = curve;
  const further = (factor - 1) * n;
  const power = (amplitude: number, exponent: number, limit: number): Prediction => {
    const grown = amplitude * Math.exp(exponent * Math.log(factor));
    return {
      excess: Math.max(limit * further + grown - amplitude, leastLoss * rate * further),
      loss: Math.max(limit + (exponent * grown) / (factor * n), leastLoss * rate),
    };
  };
  if (law === "power-law") return power(codeLength, exponent, 0);
  if (law === "f1") return power(f1.amplitude * Math.exp(f1.exponent * Math.log(n)), f1.exponent, f1.limit);
  return { excess: rate * further, loss: rate };
}

/** Added to the share of copied windows: intervals are in proportion to the sum. */
export const leastDoubt = 0.2;

/** A quantile of graded errors, linear in log k between the graded multiples and beyond the last, where it cannot fall. */
function quantileAt(quantiles: readonly number[], factor: number): number {
  const logs = data.factors.map(Math.log);
  const log = Math.log(factor);
  const last = logs.length - 1;
  const f =
    log > logs[last]!
      ? last
      : Math.max(
          1,
          logs.findIndex((graded) => graded >= log),
        );
  const slope = (quantiles[f]! - quantiles[f - 1]!) / (logs[f]! - logs[f - 1]!);
  return quantiles[f]! + (log - logs[f]!) * (log > logs[last]! ? Math.max(0, slope) : slope);
}

/**
 * Forecasts the cost of more of a sample's kind.
 *
 * @param alphabetSize no interval of a loss exceeds its logarithm
 * @param factors k, each above 1
 */
export function makeForecast(
  { curve, orders, observer, duplicated }: LearnedSample,
  alphabetSize: number,
  factors: readonly number[],
  order: Order,
): ForecastOutcome {
  const { n, codeLength, rate, exponent, f1 } = curve;
  const id = lawOfOrder[order];
  const rangeAt = (factor: number, of: keyof Prediction, most: number) => {
    const value = predict(curve, id, factor)[of];
    const { 80: narrow, 95: wide } = data.quantiles[order][of];
    const by = (graded: readonly number[]) =>
      Math.exp(quantileAt(graded, factor) * (leastDoubt + duplicated));
    const upper = (times: number) => Math.min(value * times, Math.max(value, most));
    return {
      ...{ value, lower80: value / by(narrow), upper80: upper(by(narrow)) },
      ...{ lower95: value / by(wide), upper95: upper(by(wide)) },
    };
  };
  const most = Math.log2(alphabetSize);
  return {
    status: "ok",
    codeLength,
    rate,
    loss: rangeAt(1, "loss", most),
    members: [...observer.members],
    orders,
    law: { id, exponent, limit: f1.limit, texts: data.texts, duplicated },
    expectations: factors.map((factor) => {
      const excess = rangeAt(factor, "excess", most * (factor - 1) * n);
      const total = Object.entries(excess).map(([end, bits]) => [end, bits + codeLength]);
      return {
        factor,
        symbols: Math.round(factor * n),
        codeLength: Object.fromEntries(total) as typeof excess,
        excess,
        loss: rangeAt(factor, "loss", most),
        graded: factor <= data.factors.at(-1)!,
        baselines: (["last-marginal-rate", "power-law", "f1"] as const).map((id) => ({
          id,
          excess: predict(curve, id, factor).excess,
        })),
      };
    }),
  };
}
