import * as z from "zod";
import { intervalSchema, reportSchema, unitSchema } from "../../results/report-schema.ts";

/** Version of the sweep's schema; increases when a reader of the old one could be misled. */
export const sweepVersion = 1;

const finite = z.number().describe("a finite number");
const count = z.int().min(0);

/** All options that a sweep depends on: the same ones give the same numbers. */
const sweepOptionsSchema = z.strictObject({
  recipe: z.string(),
  parameters: z.array(
    z.strictObject({
      name: z.string().min(1),
      values: z.array(z.string()).min(1).describe("values as written in the call"),
    }),
  ),
  sizes: z.array(z.int().min(1)).min(1).describe("symbols per sequence, ascending"),
  repeat: z
    .int()
    .min(1)
    .max(10_000)
    .describe("sequences per recipe and size, with consecutive seeds from `seed` on"),
  seed: count,
  estimators: z.array(z.strictObject({ id: z.string(), params: z.record(z.string(), z.unknown()) })).min(1),
});

const runSchema = z.strictObject({
  seed: count,
  value: finite.nullable().describe("null: the estimator returned none"),
  interval: intervalSchema.nullable().describe("interval stated by the estimator"),
});

/** One estimator on one recipe at one size. */
const sweepPointSchema = z.strictObject({
  n: count.describe("symbols per sequence"),
  defined: count.describe("runs that returned a number"),
  mean: z
    .strictObject({
      value: finite,
      interval: intervalSchema.nullable().describe("Student's t interval over the runs"),
    })
    .nullable()
    .describe("null: no run returned a number"),
  deviation: finite.nullable().describe("standard deviation over the runs; null: fewer than two"),
  reason: z
    .string()
    .nullable()
    .describe("why the first run without a number returned none; null: all returned one"),
  runs: z.array(runSchema),
});

/** One estimator on one recipe at all sizes. */
const sweepCurveSchema = z.strictObject({
  recipe: z.string().describe("canonical recipe"),
  values: z.record(z.string(), z.string()).describe("values of the swept parameters"),
  alphabet: count,
  estimator: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  quantity: z.string(),
  unit: unitSchema,
  truth: z
    .strictObject({
      against: z.string(),
      value: finite.nullable().describe("null: only bounds are known"),
      lower: finite,
      upper: finite,
    })
    .nullable()
    .describe("exactly known value or bounds, and their quantity: code lengths are compared with h"),
  points: z.array(sweepPointSchema),
  convergence: z.strictObject({
    verdict: z.enum(["settled", "not-converged", "not-told"]),
    because: z.string(),
  }),
});

export const sweepSchema = z
  .strictObject({
    schemaVersion: z.literal(sweepVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    options: sweepOptionsSchema,
    curves: z.array(sweepCurveSchema),
  })
  .meta({
    title: "mesoscope sweep",
    description: "JSON output of mesoscope sweep: estimates next to the truth over a grid.",
  });

/** Metadata written beside a result, to repeat it. */
export const sweepMetadataSchema = z.strictObject({
  schemaVersion: z.literal(sweepVersion),
  tool: reportSchema.shape.tool,
  environment: reportSchema.shape.environment,
  options: sweepOptionsSchema,
  format: z.enum(["table", "json", "ndjson", "csv", "md", "svg", "html"]),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("SHA-256 of the result in this format"),
});

export type Sweep = z.infer<typeof sweepSchema>;
export type SweepOptions = z.infer<typeof sweepOptionsSchema>;
export type SweepCurve = z.infer<typeof sweepCurveSchema>;
export type SweepPoint = z.infer<typeof sweepPointSchema>;
export type SweepMetadata = z.infer<typeof sweepMetadataSchema>;
