import type * as z from "zod";
import type {
  certificateSchema,
  coordinateSchema,
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
/** A measurement with its unit written out for readers of JSON. */
export type ReportedMeasurement = z.infer<typeof measurementSchema>;
/** Where a sample stands between order and noise. */
export type Spectrum = z.infer<typeof spectrumSchema>;
export type Coordinate = z.infer<typeof coordinateSchema>;
export type Certificate = z.infer<typeof certificateSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
export type Regime = Verdict["regime"];
