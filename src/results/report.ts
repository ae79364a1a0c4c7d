import type * as z from "zod";
import type { Interval } from "../core/measurement.ts";
import type { Unit } from "../core/quantities.ts";
import type {
  certificateSchema,
  coordinateSchema,
  figureSchema,
  likeSchema,
  measurementSchema,
  reportSchema,
  sampleSchema,
  spectrumSchema,
  verdictSchema,
} from "./report-schema.ts";

/** The results of one run. Equal inputs and options give equal reports, except for `environment`. */
export type Report = z.infer<typeof reportSchema>;
/** One row: an input, or a generated reference. */
export type Sample = z.infer<typeof sampleSchema>;
/** The family of a reference on a map, and its place there. */
export type Family = NonNullable<Sample["family"]>;
/** Samples in order, possibly not all in memory: those of a large batch are unpacked one by one as they are read. */
export interface Samples extends Iterable<Sample> {
  readonly length: number;
  at(index: number): Sample | undefined;
}
/** A report of a batch of any size. */
export type BatchReport = Omit<Report, "samples"> & {
  readonly samples: Samples;
  /** set where a sample stands for many files; only tables show it */
  readonly folder?: FolderFindings;
  /** among the files; only tables show them */
  readonly copies?: Copies;
};

/** What is unusual among files, for a person. */
export interface FolderFindings {
  /** number of files, of all types */
  readonly files: number;
  /** number of files that were compared with each other */
  readonly compared: number;
  /** number of odd files */
  readonly unlike: number;
  /** the first of them */
  readonly odd: readonly { readonly name: string; readonly why: string }[];
  /** why no file can be called odd; null: those that are odd are known */
  readonly undecided: string | null;
}

/** Files that are copies of each other, for a person. */
export interface Copies {
  /** number of files that were compared */
  readonly compared: number;
  /** groups of names of files with equal contents */
  readonly equal: readonly (readonly string[])[];
  /** the same of files that differ little, one of each group of equal ones */
  readonly near: readonly (readonly string[])[];
}
/** The costs of the samples of a report for a learner. */
export type LearnerColumn = NonNullable<Report["learner"]>;
/** A measurement with its unit, for readers of JSON. */
export type ReportedMeasurement = z.infer<typeof measurementSchema>;
/** The position of a sample between order and noise. */
export type Spectrum = z.infer<typeof spectrumSchema>;
export type Coordinate = z.infer<typeof coordinateSchema>;
export type Certificate = z.infer<typeof certificateSchema>;
/** The regime of a sample, and the reason. */
export type Verdict = z.infer<typeof verdictSchema>;
/** The regime of a verdict. */
export type Regime = Verdict["regime"];

/** What a sample is like, or why it is like nothing. */
export type Like = z.infer<typeof likeSchema>;

/** A number with its unit, and an interval wherever a test has shown its coverage. */
export type Figure = z.infer<typeof figureSchema>;

/** A number with its unit. */
export function figure(value: number, unit: Unit, interval: Interval | null = null): Figure {
  return { value, unit, interval };
}

/** How many inputs a report accounts for. */
export function inputCounts(
  ok: number,
  skipped: readonly unknown[],
  failed: readonly unknown[],
): Report["inputs"] {
  const total = ok + skipped.length + failed.length;
  return { total, ok, skipped: skipped.length, failed: failed.length };
}

/** The share of an input that was sampled, by bytes; 0 for a generated sequence, which is a sample of its source. */
export function shareRead({ size, blocks }: Pick<Sample, "size" | "blocks">): number {
  if (size === null || size === 0) return 0;
  return Math.min(1, blocks.reduce((sum, { length }) => sum + length, 0) / size);
}
