import * as z from "zod";
import { quantities } from "./quantities.ts";
import { schemaVersion } from "./schema-version.ts";

/** The machine-readable report. The types of `report.ts` and `mesoscope schema output` both come from here. */
const finite = z.number().describe("a finite number");
const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const quantityId = z.enum(
  Object.keys(quantities) as [keyof typeof quantities, ...(keyof typeof quantities)[]],
);
const unit = z.enum(["bit", "bit/symbol", "bit/byte", "symbol", "1"]);

export const intervalSchema = z
  .strictObject({
    lower: finite,
    upper: finite,
    level: z.number().gt(0).lt(1),
    method: z.enum(["batch-means", "block-jackknife", "blocks", "seeds", "asymptotic", "permutation"]),
  })
  .meta({ description: "confidence interval; null wherever no test has shown its coverage" });

const warningSchema = z.looseObject({ code: z.string(), message: z.string() });

const stamp = {
  estimator: z.string(),
  quantity: quantityId,
  unit,
  parameters: z.record(z.string(), z.unknown()),
  n: count.describe("symbols measured"),
};

const seriesSchema = z.strictObject({
  index: z.string(),
  points: z.array(z.strictObject({ x: finite, value: finite, interval: intervalSchema.nullable() })),
});

const tableSchema = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
});

const warnings = z.array(warningSchema);

export const measurementSchema = z.union([
  z.strictObject({
    ...stamp,
    status: z.literal("ok"),
    shape: z.literal("scalar"),
    value: finite,
    interval: intervalSchema.nullable(),
    warnings,
  }),
  z.strictObject({
    ...stamp,
    status: z.literal("ok"),
    shape: z.literal("series"),
    value: seriesSchema,
    interval: z.null(),
    warnings,
  }),
  z.strictObject({
    ...stamp,
    status: z.literal("ok"),
    shape: z.literal("table"),
    value: tableSchema,
    interval: z.null(),
    warnings,
  }),
  z.strictObject({ ...stamp, status: z.literal("undefined"), reason: z.string() }),
]);

const truthSchema = z.union([
  z.strictObject({ status: z.literal("exact"), value: finite, digits: count, route: z.string(), unit }),
  z.strictObject({ status: z.literal("bounds"), lower: finite, upper: finite, route: z.string(), unit }),
  z.strictObject({ status: z.literal("infinite"), route: z.string(), unit }),
  z.strictObject({ status: z.literal("unknown"), reason: z.string(), unit }),
]);

/** One coordinate of the spectrum. */
export const coordinateSchema = z.union([
  z.strictObject({ status: z.literal("ok"), value: finite, interval: intervalSchema.nullable(), unit }),
  z.strictObject({ status: z.literal("undefined"), reason: z.string(), unit }),
]);

export const verdictSchema = z.strictObject({
  regime: z.enum(["noise", "order", "structured", "undecided"]),
  because: z.string(),
});

export const spectrumSchema = z.strictObject({
  randomness: coordinateSchema.describe("h(L) / log2 A: 0 is order, 1 is noise"),
  structure: coordinateSchema.describe("excess entropy E(L) beyond the mean of the shuffles"),
  order: count.describe("L, the longest word whose law is measurable at this size"),
  alphabet: count.describe("A used for the randomness: declared by a recipe, else the symbols present"),
  gains: z.array(finite).describe("h(1), h(2), ... h(L) in bit/symbol"),
  shuffles: z.strictObject({ count, mean: finite.nullable(), maximum: finite.nullable() }),
  verdict: verdictSchema,
});

const provenanceSchema = z.union([
  z.strictObject({ kind: z.literal("file"), path: z.string(), pathBase64: z.string().optional() }),
  z.strictObject({ kind: z.literal("stdin") }),
  z.strictObject({ kind: z.literal("corpus"), corpus: z.string(), package: z.string(), version: z.string() }),
  z.strictObject({ kind: z.literal("recipe"), recipe: z.string(), seed: count }),
]);

export const sampleSchema = z.strictObject({
  name: z.string(),
  provenance: provenanceSchema,
  size: count.nullable().describe("bytes of the whole input; null for a generated sequence"),
  sha256: sha256.nullable().describe("of the whole input, when all of it was read"),
  sampleSha256: sha256.describe("of the bytes measured"),
  blocks: z.array(z.strictObject({ offset: count, length: count })).describe("which bytes were measured"),
  n: count.describe("symbols measured"),
  encoding: z.strictObject({
    id: z.enum(["bytes", "characters", "words"]),
    charset: z.enum(["utf-8", "utf-16le", "utf-16be", "latin-1"]).nullable(),
    byteOrderMark: z.boolean(),
    invalidCount: count,
    firstInvalidOffset: count.nullable(),
  }),
  alphabet: z.strictObject({ declared: count.nullable(), present: count }),
  ranked: z.boolean(),
  notRankedBecause: z.string().nullable(),
  truth: z.partialRecord(quantityId, truthSchema).nullable(),
  measurements: z.array(measurementSchema),
  spectrum: spectrumSchema.nullable(),
  warnings,
});

const accountedSchema = z.strictObject({
  input: z.string(),
  pathBase64: z.string().optional(),
  reason: z.string(),
});

export const reportSchema = z
  .strictObject({
    schemaVersion: z.literal(schemaVersion),
    tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
    environment: z.record(z.string(), z.string()).describe("versions that can change a compressed size"),
    options: z.strictObject({
      sample: z.union([count, z.literal("all")]),
      encoding: z.string(),
      seed: count,
      estimators: z.array(z.string()),
    }),
    inputs: z.strictObject({ total: count, ok: count, skipped: count, failed: count }),
    samples: z.array(sampleSchema),
    references: z.array(sampleSchema).describe("generated sequences of known truth, measured the same way"),
    skipped: z.array(accountedSchema),
    errors: z.array(accountedSchema),
  })
  .meta({ title: "mesoscope report", description: "Schema of the JSON report of mesoscope." });
