import type { EncodedSequence } from "../core/encoding.ts";
import type { Measurement } from "../core/measurement.ts";
import { quantities } from "../core/quantities.ts";
import type { GroundTruth } from "../core/truth.ts";
import { describeWarning, type Warning } from "../core/warnings.ts";
import type { ReportedMeasurement, Sample } from "../results/report.ts";

/** Number of distinct symbols. */
export function presentSymbols(counts: ArrayLike<number>): number {
  let present = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) if (counts[symbol]! > 0) present++;
  return present;
}

/** The encoding of an input, for its row. */
export function describedEncoding({ encoding, decoding, library }: EncodedSequence): Sample["encoding"] {
  return { id: encoding, ...decoding, ...(library === undefined ? {} : { library }) };
}

/** A measurement in the form of a report: with its unit, and warnings in words. */
export function reported(measurement: Measurement): ReportedMeasurement {
  const { unit } = quantities[measurement.quantity];
  const { quantity, estimator, parameters, n } = measurement;
  const about = { estimator, quantity, unit, parameters: { ...parameters }, n };
  if (measurement.status === "undefined")
    return { ...about, status: "undefined", reason: measurement.reason };
  const { value, shape, interval } = measurement;
  const warnings = measurement.warnings.map(worded);
  const bound = shape === "scalar" && measurement.bound !== undefined ? { bound: measurement.bound } : {};
  return { ...about, status: "ok", shape, value, interval, ...bound, warnings } as ReportedMeasurement;
}

/** A warning with its wording. */
export function worded(warning: Warning): Sample["warnings"][number] {
  return { ...warning, message: describeWarning(warning) };
}

/** Truths in the form of a report. */
export function withUnits(truth: GroundTruth): NonNullable<Sample["truth"]> {
  const entries = Object.entries(truth) as [
    keyof typeof quantities,
    NonNullable<GroundTruth[keyof GroundTruth]>,
  ][];
  return Object.fromEntries(entries.map(([id, value]) => [id, { ...value, unit: quantities[id].unit }]));
}
