import type * as z from "zod";
import type { Interval } from "../core/measurement.ts";
import type { Unit } from "../core/quantities.ts";
import type {
  certificateSchema,
  coordinateSchema,
  figureSchema,
  measurementSchema,
  reportSchema,
  sampleSchema,
  spectrumSchema,
  verdictSchema,
} from "./report-schema.ts";

/** What one run found. Equal inputs and options give equal reports, `environment` apart. */
export type Report = z.infer<typeof reportSchema>;
/** One row: an input, or a generated reference. */
export type Sample = z.infer<typeof sampleSchema>;
/** What a reference of a map belongs to, and where it stands in it. */
export type Family = NonNullable<Sample["family"]>;
/** Samples in order, which need not all be in memory: those of a large batch are unpacked one by one as they are read. */
export interface Samples extends Iterable<Sample> {
  readonly length: number;
  at(index: number): Sample | undefined;
}
/** A report of a batch of any size. */
export type BatchReport = Omit<Report, "samples"> & { readonly samples: Samples };
/** What a learner pays for the samples of a report. */
export type LearnerColumn = NonNullable<Report["learner"]>;
/** A measurement with its unit written out for readers of JSON. */
export type ReportedMeasurement = z.infer<typeof measurementSchema>;
/** Where a sample stands between order and noise. */
export type Spectrum = z.infer<typeof spectrumSchema>;
export type Coordinate = z.infer<typeof coordinateSchema>;
export type Certificate = z.infer<typeof certificateSchema>;
/** The regime that a sample is in, and the reason. */
export type Verdict = z.infer<typeof verdictSchema>;
/** What a verdict says. */
export type Regime = Verdict["regime"];

/** A number with its unit, and an interval wherever one is known to hold. */
export type Figure = z.infer<typeof figureSchema>;

/** A number with its unit. */
export function figure(value: number, unit: Unit, interval: Interval | null = null): Figure {
  return { value, unit, interval };
}

/**
 * The share of an input that a sample is, by bytes; 0 for what is generated, which is a sample of a source.
 */
export function shareRead({ size, blocks }: Pick<Sample, "size" | "blocks">): number {
  if (size === null || size === 0) return 0;
  return Math.min(1, blocks.reduce((sum, { length }) => sum + length, 0) / size);
}
