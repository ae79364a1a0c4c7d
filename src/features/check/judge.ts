import type { Regime, ReportedMeasurement, Sample } from "../../results/report.ts";
import type { EstimatorChoice } from "../../run/task.ts";
import type { CoordinateId } from "./config-schema.ts";
import type { Check } from "./schema.ts";

/** An instrument: an estimator, as the user writes it, or the spectrum. */
export type Instrument =
  | {
      readonly kind: "estimator";
      readonly text: string;
      readonly choice: EstimatorChoice;
      readonly quantity: string;
    }
  | { readonly kind: "spectrum" };

/** What counts the bytes of noise of an input, beside all instruments of numbers with errors. */
interface SectionsInstrument {
  readonly kind: "sections";
}

/** One requirement of a budget on an input. */
export interface Demand {
  readonly quantity: string;
  readonly instrument: Instrument | SectionsInstrument;
  /** index in a series */
  readonly at: number | null;
  readonly allowed:
    | { readonly min: number | null; readonly max: number | null }
    | { readonly regimes: readonly Regime[] };
  /** symbols below which an input is not judged */
  readonly minSymbols: number;
  readonly why: string | null;
  /** of the configuration */
  readonly line: number;
}

/** Whether a verdict is needed, which may need more symbols than the sample. */
export const needsVerdict = (demands: readonly Demand[]): boolean =>
  demands.some(({ allowed }) => "regimes" in allowed);

/** Whether the sections of an input are needed. */
export const needsSections = (demands: readonly Demand[]): boolean =>
  demands.some(({ instrument }) => instrument.kind === "sections");

/** The instruments that measure a sample. */
export const instrumentsOf = (demands: readonly Demand[]): Instrument[] =>
  demands.flatMap(({ instrument }) => (instrument.kind === "sections" ? [] : [instrument]));

/** A number with its error, in the form of the baseline. */
interface KnownNumber {
  readonly value: number;
  readonly interval: Extract<ReportedMeasurement, { shape: "scalar" }>["interval"];
}

/** A number, or the reason why there is none. */
export type FoundNumber =
  | (KnownNumber & { readonly bound?: "upper" | "lower" })
  | { readonly reason: string };

/** Whether `minSymbols` exempts an input from a budget: it is not reported. */
export const isExempt = ({ exempt }: Check): boolean => exempt === true;

/**
 * Judges a budget: it fails where the whole interval is beyond its limit, and is undecided where only the value is.
 *
 * @param estimators of the run; the sample has their measurements in this order
 * @param noise bytes of noise in the sections of the input
 * @throws Error when the sample lacks a measurement
 */
export function judgeBudget(
  sample: Sample,
  estimators: readonly EstimatorChoice[],
  demand: Demand,
  noise: FoundNumber = { reason: "its sections were not looked for" },
): Check {
  const { quantity, instrument, at, allowed, why, line } = demand;
  const about = {
    input: sample.name,
    rule: "budget" as const,
    quantity,
    estimator: instrument.kind === "estimator" ? instrument.text : instrument.kind,
    at,
    why,
    line,
  };
  if (sample.n < demand.minSymbols) {
    const reason = `${sample.n} symbols, fewer than the ${demand.minSymbols} that the budget asks for`;
    const expected =
      "regimes" in allowed ? { regimes: [...allowed.regimes] } : { min: allowed.min, max: allowed.max };
    return { ...about, unit: null, status: "undefined", measured: null, reason, expected, exempt: true };
  }
  if ("regimes" in allowed) {
    const { regime, because } = sample.spectrum!.verdict;
    const status = allowed.regimes.includes(regime)
      ? "passed"
      : regime === "undecided"
        ? "undecided"
        : "failed";
    const expected = { regimes: [...allowed.regimes] };
    return { ...about, unit: null, status, measured: { regime, because }, reason: null, expected };
  }
  const { found, unit } =
    instrument.kind === "sections"
      ? { found: noise, unit: "byte" as const }
      : instrument.kind === "spectrum"
        ? ofCoordinate(sample, quantity as CoordinateId)
        : ofMeasurement(measurementOf(sample, estimators, instrument.choice), at);
  const expected = { min: allowed.min, max: allowed.max };
  if ("reason" in found) {
    return { ...about, unit, status: "undefined", measured: null, reason: found.reason, expected };
  }
  return { ...about, unit, status: statusOf(found, allowed), measured: found, reason: null, expected };
}

function statusOf(found: KnownNumber, { min, max }: { min: number | null; max: number | null }) {
  const { lower, upper } = found.interval ?? { lower: found.value, upper: found.value };
  if ((max !== null && lower > max) || (min !== null && upper < min)) return "failed";
  const beyond = (max !== null && found.value > max) || (min !== null && found.value < min);
  return beyond ? "undecided" : "passed";
}

/**
 * Judges how far a number has moved since the baseline: it fails beyond the joint interval.
 *
 * @param found now
 * @param then in the baseline
 */
export function judgeDrift(
  about: Pick<Check, "input" | "quantity" | "estimator" | "unit">,
  found: FoundNumber,
  then: KnownNumber,
): Check {
  const common = { ...about, rule: "drift" as const, at: null, why: null, line: null };
  const expected = { value: then.value, interval: then.interval, tolerance: null };
  if ("reason" in found) {
    return { ...common, status: "undefined", measured: null, reason: found.reason, expected };
  }
  const tolerance = joinedError(found, then);
  if (tolerance === null) {
    const reason = "the present number has no interval";
    return { ...common, status: "undefined", measured: null, reason, expected };
  }
  const status = Math.abs(found.value - then.value) > tolerance ? "failed" : "passed";
  return { ...common, status, measured: found, reason: null, expected: { ...expected, tolerance } };
}

/** The error of a difference: root of the sum of squares of the half-widths that face each other. Null without intervals. */
function joinedError(now: KnownNumber, then: KnownNumber): number | null {
  if (now.interval === null || then.interval === null) return null;
  const [high, low] = now.value > then.value ? [now, then] : [then, now];
  const down = high.value - high.interval!.lower;
  const up = low.interval!.upper - low.value;
  return Math.sqrt(down * down + up * up);
}

/** The measurement of a choice. @throws Error when the sample lacks it */
export function measurementOf(
  sample: Sample,
  estimators: readonly EstimatorChoice[],
  choice: EstimatorChoice,
): ReportedMeasurement {
  const key = keyOfChoice(choice);
  const i = estimators.findIndex((one) => keyOfChoice(one) === key);
  if (i < 0) throw new Error(`${choice.id} was not measured`);
  return sample.measurements[i]!;
}

/** Equal for choices that measure the same. */
export function keyOfChoice({ id, params }: EstimatorChoice): string {
  return JSON.stringify([id, params]);
}

/** The number of a measurement, or the reason why there is none. */
export function ofMeasurement(measurement: ReportedMeasurement, at: number | null) {
  const { unit } = measurement;
  return { unit, found: numberOf(measurement, at) };
}

function numberOf(measurement: ReportedMeasurement, at: number | null): FoundNumber {
  if (measurement.status === "undefined") return { reason: measurement.reason };
  if (measurement.shape === "scalar" && at === null) {
    const { value, interval, bound } = measurement;
    return { value, interval, ...(bound === undefined ? {} : { bound }) };
  }
  if (measurement.shape === "series" && at !== null) {
    const point = measurement.value.points.find(({ x }) => x === at);
    return point === undefined
      ? { reason: `not known at ${measurement.value.index} = ${at}` }
      : { value: point.value, interval: point.interval };
  }
  return { reason: `${measurement.estimator} gives no ${at === null ? "single number" : "series"}` };
}

/** A coordinate of the spectrum, or the reason why there is none. */
export function ofCoordinate(sample: Sample, id: CoordinateId) {
  const coordinate = sample.spectrum![id];
  const found: FoundNumber =
    coordinate.status === "ok"
      ? { value: coordinate.value, interval: coordinate.interval }
      : { reason: coordinate.reason };
  return { unit: coordinate.unit, found };
}
