import * as z from "zod";
import { count, finite, measuredSchema as measured, sha256 } from "../../results/report-schema.ts";
import { forecastOutcomeSchema } from "../forecast/schema.ts";

/** Version of scores and part files; increases when a reader of the old one could be misled. */
export const scoreVersion = 4;

export const documentScoreSchema = z.strictObject({
  id: z.string().describe("path and the index of the record in its file, from 0, bad records included"),
  line: count
    .nullable()
    .describe("line of the file where the record starts, from 1; null: no lines, or no record"),
  offset: count
    .nullable()
    .describe("bytes of the unpacked file before the record; null: not known for this format"),
  key: z
    .string()
    .nullable()
    .describe(
      "identifier of the record: field --key of JSON and CSV, name in a tar, WARC-Record-ID; null: none",
    ),
  bytes: count.describe("bytes of the whole document"),
  n: count.describe("bytes measured"),
  rate: finite
    .nullable()
    .describe("cost under an observer that knows no other document, header included, bit/byte"),
  microbits: count.nullable().describe("`rate` times n, in millionths of a bit"),
  deflated: count.nullable().describe("size of the measured bytes after deflate"),
  learned: finite.nullable().describe("share of log2 A that was learned, S / (M log2 A); negative if S is"),
  repeated: finite
    .nullable()
    .describe("share of the bytes in stretches of 50 or more bytes that occur twice"),
  regime: z.enum(["noise", "order", "pattern", "structure", "undecided"]).nullable(),
  against: finite.nullable().describe("cost of the n bytes under the first model of --against, bit/byte"),
  bad: finite.nullable().describe("cost of the n bytes under the second model of --against, bit/byte"),
  difference: finite.nullable().describe("against - bad, bit/byte"),
  reason: z.string().nullable().describe("why a value is null"),
});

const extremeSchema = z.strictObject({ id: z.string(), rate: finite });

/** Per cent of the documents below each. */
export const quantiles = ["p1", "p5", "p25", "p50", "p75", "p95", "p99"] as const;

const quantilesSchema = z
  .strictObject(
    Object.fromEntries(quantiles.map((name) => [name, finite])) as Record<
      (typeof quantiles)[number],
      typeof finite
    >,
  )
  .nullable()
  .describe("quantiles over documents, each within 1 %");

export const modelNameSchema = z.strictObject({
  name: z.string().max(4096).describe("path of the model file"),
  sha256: sha256.describe("SHA-256 of the whole file"),
});

/** The merged parts of a job; independent of the number of shards. */
export const scoreReportSchema = z.strictObject({
  scoreVersion: z.literal(scoreVersion),
  tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
  options: z.strictObject({
    sample: z.union([count, z.literal("all")]).describe("bytes measured per document, at most"),
    seed: count,
  }),
  models: z
    .array(modelNameSchema)
    .max(2)
    .describe("models of --against: none, a good one, or a good and a bad one"),
  inputs: z.strictObject({ total: count, ok: count, skipped: count, failed: count }),
  bytes: z.string().describe("bytes of all documents, decimal"),
  symbols: z.string().describe("bytes measured, decimal"),
  rate: measured.nullable().describe("cost of all measured bytes, bit/byte; interval over documents"),
  deflateRatio: measured.nullable().describe("deflated size / bytes measured, over all documents"),
  against: measured.nullable().describe("cost under the first model, bit/byte; interval over documents"),
  bad: measured.nullable().describe("cost under the second model, bit/byte; interval over documents"),
  difference: measured.nullable().describe("against - bad, bit/byte; interval over documents"),
  symbolEntropy: measured
    .nullable()
    .describe("H(1) of the bytes of all documents, bit, Grassberger's estimate"),
  pairGain: measured.nullable().describe("H(2) - H(1) within documents, bit, Grassberger's estimate"),
  distinct: z.strictObject({
    documents: finite.describe("distinct documents, estimated by a sketch"),
    octets: finite.describe("distinct strings of 8 bytes, estimated by a sketch"),
    relativeError: finite.describe("relative standard error of both"),
  }),
  regimes: z.record(z.string(), count),
  quantiles: z.strictObject({
    rate: quantilesSchema,
    learned: quantilesSchema,
    repeated: quantilesSchema,
    against: quantilesSchema,
    bad: quantilesSchema,
    difference: quantilesSchema,
  }),
  lowest: z.array(extremeSchema).describe("documents with the lowest rates"),
  highest: z.array(extremeSchema),
  sample: z
    .strictObject({
      documents: count,
      symbols: count,
      curve: z.array(z.strictObject({ m: count, rate: finite })).describe("l(m), bit/byte"),
      rate: measured.describe("l(M), for unseen documents"),
      structure: measured.describe("structure S, bit"),
      growth: measured.nullable().describe("growth G: what the last doubling of the data taught, bit"),
      exponent: measured.nullable().describe("b: G grows like m^b"),
      forecast: forecastOutcomeSchema
        .nullable()
        .describe("forecast cost of 2, 5 and 10 times the sample; null: not requested"),
    })
    .nullable()
    .describe("learning curve of the observer on documents chosen by the hash of their names; null: too few"),
  errors: z.array(z.strictObject({ input: z.string(), reason: z.string() })),
  skipped: z.array(z.strictObject({ input: z.string(), reason: z.string() })),
});

export type DocumentScore = z.infer<typeof documentScoreSchema>;
export type ScoreReport = z.infer<typeof scoreReportSchema>;
