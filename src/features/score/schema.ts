import * as z from "zod";
import { intervalSchema } from "../../results/report-schema.ts";
import { forecastOutcomeSchema } from "../forecast/schema.ts";

/** Version of scores and part files; increases when a reader of the old one could be misled. */
export const scoreVersion = 3;

const finite = z.number().describe("a finite number");
const count = z.int().min(0);
const measured = z.strictObject({ value: finite, interval: intervalSchema.nullable() });

export const documentScoreSchema = z.strictObject({
  id: z
    .string()
    .describe("path, and the number of the record among all of the file, from 0: bad ones count, too"),
  line: count
    .nullable()
    .describe("of the file, from 1, where the record begins; null: no lines, or no record"),
  offset: count
    .nullable()
    .describe("bytes of the unpacked file before the record; null where the format does not tell"),
  key: z
    .string()
    .nullable()
    .describe("what the record calls itself: --key of JSON and CSV, name in a tar, WARC-Record-ID"),
  bytes: count.describe("of the whole document"),
  n: count.describe("bytes measured"),
  rate: finite
    .nullable()
    .describe("bit/byte that the observer pays, header counted, knowing no other document"),
  microbits: count.nullable().describe("the same for all n bytes, in millionths of a bit"),
  deflated: count.nullable().describe("bytes of the measured ones under deflate"),
  learned: finite
    .nullable()
    .describe("share of log2 A that was learned, S / (M log2 A); negative where S is"),
  repeated: finite.nullable().describe("share of the bytes in stretches of 50 and more that occur twice"),
  regime: z.enum(["noise", "order", "pattern", "structure", "undecided"]).nullable(),
  against: finite.nullable().describe("bit/byte of the n bytes under the first model of --against"),
  bad: finite.nullable().describe("bit/byte under the second model of --against"),
  difference: finite.nullable().describe("against - bad, bit/byte"),
  flags: z
    .string()
    .nullable()
    .describe("limits of Gopher and FineWeb that the n bytes break, by blanks; schema line has them all"),
  reason: z.string().nullable().describe("why something is null"),
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
  .describe("over documents, each within 1 %");

export const modelNameSchema = z.strictObject({
  name: z.string().max(4096).describe("of its file"),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("of the whole file"),
});

/** The merged parts of a job; independent of the number of shards. */
export const scoreReportSchema = z.strictObject({
  scoreVersion: z.literal(scoreVersion),
  tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
  options: z.strictObject({
    sample: z.union([count, z.literal("all")]).describe("bytes measured of a document, at most"),
    seed: count,
  }),
  models: z.array(modelNameSchema).max(2).describe("of --against: none, a good one, or a good and a bad one"),
  inputs: z.strictObject({ total: count, ok: count, skipped: count, failed: count }),
  bytes: z.string().describe("of all documents, decimal"),
  symbols: z.string().describe("bytes measured, decimal"),
  rate: measured.nullable().describe("bit/byte over all that was measured; interval over documents"),
  deflateRatio: measured.nullable().describe("deflated bytes of all documents by bytes measured"),
  against: measured.nullable().describe("bit/byte under the first model; interval over documents"),
  bad: measured.nullable().describe("bit/byte under the second model; interval over documents"),
  difference: measured.nullable().describe("of both, bit/byte; interval over documents"),
  symbolEntropy: measured.nullable().describe("H(1) of the bytes of all documents, bit, Grassberger"),
  pairGain: measured.nullable().describe("H(2) - H(1) within documents, bit, Grassberger"),
  distinct: z.strictObject({
    documents: finite.describe("different documents, by sketch"),
    octets: finite.describe("different words of 8 bytes, by sketch"),
    relativeError: finite.describe("standard error of both"),
  }),
  regimes: z.record(z.string(), count),
  flags: z.record(z.string(), count).describe("documents that break a limit of Gopher or FineWeb, by limit"),
  quantiles: z.strictObject({
    rate: quantilesSchema,
    learned: quantilesSchema,
    repeated: quantilesSchema,
    against: quantilesSchema,
    bad: quantilesSchema,
    difference: quantilesSchema,
  }),
  lowest: z.array(extremeSchema).describe("documents of the lowest rates"),
  highest: z.array(extremeSchema),
  sample: z
    .strictObject({
      documents: count,
      symbols: count,
      curve: z.array(z.strictObject({ m: count, rate: finite })).describe("l(m), bit/byte"),
      rate: measured.describe("l(M), for documents not seen"),
      structure: measured.describe("S, bit"),
      growth: measured.nullable().describe("G, what the last doubling of the data taught, bit"),
      growthExponent: measured.nullable().describe("b: G grows as m^b"),
      forecast: forecastOutcomeSchema
        .nullable()
        .describe("what 2, 5 and 10 times the sample will cost; null: not asked for"),
    })
    .nullable()
    .describe("what the observer learns of documents drawn by the hash of their names; null: too few"),
  errors: z.array(z.strictObject({ input: z.string(), reason: z.string() })),
  skipped: z.array(z.strictObject({ input: z.string(), reason: z.string() })),
});

export type DocumentScore = z.infer<typeof documentScoreSchema>;
export type ScoreReport = z.infer<typeof scoreReportSchema>;
