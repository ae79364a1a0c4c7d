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
    z.strictObject({ name: z.string().min(1), values: z.array(z.string()).min(1).describe("as written") }),
  ),
  sizes: z.array(z.int().min(1)).min(1).describe("symbols of the sequences, ascending"),
  repeat: z.int().min(1).max(10_000).describe("sequences of each recipe and size, with seeds from `seed` on"),
  seed: count,
  estimators: z.array(z.strictObject({ id: z.string(), params: z.record(z.string(), z.unknown()) })).min(1),
});

const runSchema = z.strictObject({
  seed: count,
  value: finite.nullable().describe("null: the estimator gave none"),
  interval: intervalSchema.nullable().describe("as the estimator states it"),
});

/** One estimator on one recipe at one size. */
const sweepPointSchema = z.strictObject({
  n: count.describe("symbols of every sequence"),
  defined: count.describe("runs that gave a number"),
  mean: z
    .strictObject({
      value: finite,
      interval: intervalSchema.nullable().describe("Student's t over the runs"),
    })
    .nullable()
    .describe("null where no run gave a number"),
  deviation: finite.nullable().describe("standard deviation over the runs; null for fewer than two"),
  reason: z.string().nullable().describe("why the first of the runs without a number gave none"),
  runs: z.array(runSchema),
});

/** One estimator on one recipe at all sizes. */
const sweepCurveSchema = z.strictObject({
  recipe: z.string().describe("canonical"),
  values: z.record(z.string(), z.string()).describe("of the parameters that are swept"),
  alphabet: count,
  estimator: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  quantity: z.string(),
  unit: unitSchema,
  truth: z
    .strictObject({
      against: z.string(),
      value: finite.nullable().describe("null where only bounds are known"),
      lower: finite,
      upper: finite,
    })
    .nullable()
    .describe("what is certain, and of which quantity: a code length is compared with h"),
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
    description: "Schema of the JSON that mesoscope sweep prints: estimates beside truth over a grid.",
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
    .describe("of the result in this format"),
});

export type Sweep = z.infer<typeof sweepSchema>;
export type SweepOptions = z.infer<typeof sweepOptionsSchema>;
export type SweepCurve = z.infer<typeof sweepCurveSchema>;
export type SweepPoint = z.infer<typeof sweepPointSchema>;
export type SweepMetadata = z.infer<typeof sweepMetadataSchema>;
