import * as z from "zod";
import { boundSchema, intervalSchema, reportSchema, unitSchema } from "../../results/report-schema.ts";

/** Version of the schema of calibrations and sweeps; increases when a reader of the old one could be misled. */
export const experimentVersion = 1;

const finite = z.number().describe("a finite number");
const count = z.int().min(0);
const figure = z.strictObject({ value: finite, interval: intervalSchema.nullable() });

/** One estimator on one source at one length. */
const rowSchema = z.strictObject({
  source: z.string().describe("canonical recipe"),
  alphabet: count,
  n: count.describe("symbols per sequence"),
  quantity: z.string(),
  unit: unitSchema,
  against: z
    .string()
    .nullable()
    .describe(
      "quantity whose truth it is compared with: code lengths are compared with h, structure with learnable bits; null: no truth is known",
    ),
  truth: finite.nullable().describe("null: only bounds, or nothing, are known"),
  estimator: z.string().describe("its id, or the command of an own program"),
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
    .describe("null: no single number is known, or fewer than two runs returned a number"),
  coverage: z
    .strictObject({
      intervals: count,
      level: finite.describe("nominal level"),
      share: figure.describe("share of the intervals that contain the truth; Wilson interval"),
    })
    .nullable()
    .describe("null: the estimator states no interval, or its interval does not refer to this truth"),
  swept: z
    .strictObject({
      values: z.record(z.string(), z.string()).describe("values of the swept parameters"),
      bounds: z
        .strictObject({ lower: finite, upper: finite })
        .nullable()
        .describe("what encloses the truth; null: nothing is known"),
      mean: figure
        .nullable()
        .describe("over the runs, with Student's t interval; null: no run returned a number"),
      deviation: finite.nullable().describe("standard deviation over the runs; null: fewer than two"),
      runs: z.array(
        z.strictObject({
          seed: count,
          value: finite.nullable().describe("null: the estimator returned none"),
          interval: intervalSchema.nullable().describe("interval stated by the estimator"),
        }),
      ),
      convergence: z
        .strictObject({ verdict: z.enum(["settled", "not-converged", "not-told"]), because: z.string() })
        .nullable()
        .describe("of the largest size; null at the others"),
    })
    .optional()
    .describe("what a sweep shows"),
});

/** The best estimator for one quantity at one length on sources of similar alphabets. */
const verdictSchema = z.strictObject({
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

/** What a sweep depends on besides lengths, runs and seed. */
const sweptSchema = z.strictObject({
  recipe: z.string(),
  parameters: z.array(
    z.strictObject({
      name: z.string().min(1),
      values: z.array(z.string()).min(1).describe("values as written in the call"),
    }),
  ),
  estimators: z.array(z.strictObject({ id: z.string(), params: z.record(z.string(), z.unknown()) })).min(1),
});

export const experimentSchema = z
  .strictObject({
    schemaVersion: z.literal(experimentVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    options: z.strictObject({
      sources: z.array(z.string()),
      lengths: z.array(count),
      runs: count.describe("seeded sequences per source and length"),
      seed: count,
    }),
    rows: z.array(rowSchema),
    verdicts: z.array(verdictSchema),
    sweep: sweptSchema.optional().describe("the grid of a sweep"),
  })
  .meta({
    title: "mesoscope calibration",
    description:
      "JSON output of mesoscope calibrate and mesoscope sweep: errors of estimators against exact truth.",
  });

/** Metadata written beside a sweep, to repeat it: the same options give the same numbers. */
export const sweepMetadataSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: reportSchema.shape.tool,
  environment: reportSchema.shape.environment,
  options: z.strictObject({
    recipe: sweptSchema.shape.recipe,
    parameters: sweptSchema.shape.parameters,
    sizes: z.array(z.int().min(1)).min(1).describe("symbols per sequence, ascending"),
    repeat: z
      .int()
      .min(1)
      .max(10_000)
      .describe("sequences per recipe and size, with consecutive seeds from `seed` on"),
    seed: count,
    estimators: sweptSchema.shape.estimators,
  }),
  format: z.enum(["table", "json", "ndjson", "csv", "md", "svg", "html"]),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("SHA-256 of the result in this format"),
});

/** Estimates and their errors. Equal options give equal experiments, except for `environment`. */
export type Experiment = z.infer<typeof experimentSchema>;
/** The grades of an estimator on a source at one length. */
export type Row = z.infer<typeof rowSchema>;
/** Which estimators err least on a group of sources. */
export type CalibrationVerdict = z.infer<typeof verdictSchema>;
/** What a sweep shows of a row. */
export type Swept = NonNullable<Row["swept"]>;
export type SweepMetadata = z.infer<typeof sweepMetadataSchema>;
/** All options that a sweep depends on. */
export type SweepOptions = SweepMetadata["options"];

/** A row of a sweep. */
export type SweepRow = Row & { readonly swept: Swept };
/** A sweep: rows by source, estimator and length. */
export interface Sweep extends Experiment {
  rows: SweepRow[];
  sweep: NonNullable<Experiment["sweep"]>;
}
