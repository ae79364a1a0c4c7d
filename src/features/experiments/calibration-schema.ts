import * as z from "zod";
import { boundSchema, intervalSchema, reportSchema, unitSchema } from "../../results/report-schema.ts";
import { structureSchema } from "../bench/schema.ts";

/** Version of the calibration's schema; increases when a reader of the old one could be misled. */
export const calibrationVersion = 1;

const finite = z.number().describe("a finite number");
const count = z.int().min(0);
const figure = z.strictObject({ value: finite, interval: intervalSchema.nullable() });

/** Errors of one estimator on one source at one length. */
const calibrationRowSchema = z.strictObject({
  source: z.string().describe("canonical recipe"),
  alphabet: count,
  n: count.describe("symbols per sequence"),
  quantity: z.string(),
  unit: unitSchema,
  against: z.string().describe("quantity whose truth it is compared with: code lengths are compared with h"),
  truth: finite,
  estimator: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  bound: boundSchema
    .nullable()
    .describe("coverage of a bound: the truth does not exceed it; null: the interval contains the truth"),
  defined: count.describe("runs that returned a number"),
  undefined: count.describe("runs that returned none"),
  reason: z.string().nullable().describe("why the first of these returned none; null: all returned a number"),
  errors: z
    .strictObject({
      bias: figure.describe("mean of the values minus the truth; Student's t interval over the runs"),
      deviation: finite.describe("standard deviation of the values"),
      rmse: figure.describe("root mean square error; interval by the delta method"),
    })
    .nullable()
    .describe("null: fewer than two runs returned a number"),
  coverage: z
    .strictObject({
      intervals: count,
      level: finite.describe("nominal level"),
      share: figure.describe("share of the intervals that contain the truth; Wilson interval"),
    })
    .nullable()
    .describe("null: the estimator states no interval, or its interval does not refer to this truth"),
});

/** The best estimator for one quantity at one length on sources of similar alphabets. */
const calibrationVerdictSchema = z.strictObject({
  quantity: z.string(),
  n: count,
  alphabets: z.strictObject({ least: count, most: count }),
  sources: count,
  trust: z
    .strictObject({
      estimator: z.string(),
      parameters: z.record(z.string(), z.unknown()),
      bestOn: count.describe("sources on which its error is the smallest, or not significantly larger"),
      worst: z.strictObject({ source: z.string(), rmse: finite }),
      bound: boundSchema.nullable().describe("as in its rows"),
      coverage: z.strictObject({ least: finite, most: finite }).nullable().describe("range over the sources"),
    })
    .nullable()
    .describe("null: no estimator returned a number in every run of any source"),
  alike: z.array(z.string()).describe("other estimators that are best on as many sources"),
});

export const calibrationSchema = z
  .strictObject({
    schemaVersion: z.literal(calibrationVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    options: z.strictObject({
      sources: z.array(z.string()),
      lengths: z.array(count),
      runs: count.describe("seeded sequences per source and length"),
      seed: count,
    }),
    rows: z.array(calibrationRowSchema),
    verdicts: z.array(calibrationVerdictSchema),
    structure: structureSchema.optional().describe("with --of structure: grades of measures of structure"),
  })
  .meta({
    title: "mesoscope calibration",
    description: "JSON output of mesoscope calibrate: errors of estimators against exact truth.",
  });

/** Errors of estimators against exact truth. Equal options give equal calibrations, except for `environment` and seconds. */
export type Calibration = z.infer<typeof calibrationSchema>;
export type CalibrationRow = z.infer<typeof calibrationRowSchema>;
export type CalibrationVerdict = z.infer<typeof calibrationVerdictSchema>;
