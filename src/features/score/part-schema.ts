import * as z from "zod";
import { count, sha256 } from "../../results/report-schema.ts";
import { type DocumentScore, documentScoreSchema, modelNameSchema, scoreVersion } from "./schema.ts";

/** Limits of the values in a part: others may write to its folder, and its values are summed and printed. */

const decimal = z.string().regex(/^\d{1,80}$/);
const base64 = z.base64();
const mostShards = 1_000_000;

/** What can be computed for a document of a part. */
export const partColumns = [
  ...(["rate", "microbits", "deflated", "learned", "repeated", "regime"] as const),
  ...(["against", "bad", "difference"] as const),
] as const;
export type PartColumn = (typeof partColumns)[number];

/** A document in a part: code lengths under models are whole numbers, so that sums are exact. */
export const partDocumentSchema = documentScoreSchema
  .omit({ against: true, bad: true, difference: true })
  .extend({
    line: count.min(1).nullable(),
    rate: z.number().min(0).nullable(),
    repeated: z.number().min(0).max(1).nullable(),
    againstMicrobits: count.nullable(),
    badMicrobits: count.nullable(),
  })
  .refine(({ bytes, n }) => n <= bytes, { path: ["n"], error: "more bytes than there are" })
  .refine(({ n, rate, microbits }) => microbits === (rate === null ? null : Math.round(rate * n * 1e6)), {
    path: ["microbits"],
    error: "they are not those of the rate",
  });

/** Values of a document by their columns: one of these is in the head of its part. */
const columnsOfValues: Readonly<Partial<Record<keyof PartDocument, readonly PartColumn[]>>> = {
  rate: ["rate", "microbits"],
  deflated: ["deflated"],
  learned: ["learned", "regime"],
  regime: ["learned", "regime"],
  repeated: ["repeated"],
  againstMicrobits: ["against", "difference"],
  badMicrobits: ["bad", "difference"],
};

/** A value of a document that its part does not declare; null: none. */
export function undeclaredColumn(
  document: PartDocument,
  { columns }: Pick<PartHead, "columns">,
): string | null {
  for (const [name, own] of Object.entries(columnsOfValues))
    if (document[name as keyof PartDocument] !== null && !own.some((column) => columns.includes(column)))
      return name;
  return null;
}

/** The same as the values of one line: repeated names would take half of a part. */
const partValues = Object.keys(partDocumentSchema.shape) as (keyof PartDocument)[];

/** @returns what `partDocumentOf` reads */
export const packDocument = (document: PartDocument): unknown[] => partValues.map((name) => document[name]);

/** A document from a line of a part, still unchecked. */
export function unpackDocument(line: unknown): unknown {
  if (!Array.isArray(line) || line.length !== partValues.length) return line;
  return Object.fromEntries(partValues.map((name, i) => [name, line[i]]));
}

/** Scale of code lengths under models: four decimals, as in scored lines. */
const scale = 10_000;

/** The score of a document of a part. */
export function scoreOfDocument(document: PartDocument): DocumentScore {
  const { againstMicrobits, badMicrobits, reason, ...rest } = document;
  const rate = (microbits: number | null) =>
    microbits === null || rest.n === 0 ? null : microbits / 1e6 / rest.n;
  const rounded = (value: number | null) => (value === null ? null : Math.round(value * scale) / scale);
  const [good, bad] = [rate(againstMicrobits), rate(badMicrobits)];
  const difference = good === null || bad === null ? null : good - bad;
  return {
    ...rest,
    against: rounded(good),
    bad: rounded(bad),
    difference: rounded(difference),
    reason,
  };
}

/** Options that take a value and change another part of a job. */
const withValue = [
  "--include",
  "--exclude",
  "--field",
  "--key",
  "--records",
  "--max-memory",
  "--files-from",
  "--sample",
  "--seed",
  "--against",
  "--columns",
  "-o",
];
const withoutValue = ["--no-decompress", "--null", "--quick"];

/** Whether words are options of `score` before `--` and paths after it. */
function isArguments(words: readonly string[]): boolean {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === "--") return true;
    if (withValue.includes(word) && at + 1 < words.length) at++;
    else if (!withoutValue.includes(word)) return false;
  }
  return true;
}

/** The first line of a part. */
export const partHeadSchema = z.strictObject({
  mesoscopePart: z.literal(scoreVersion),
  version: z.string().regex(/^[\w.+-]{1,100}$/),
  job: sha256.describe("hash of the job that this part belongs to"),
  shard: z
    .strictObject({ index: count, count: z.int().min(1).max(mostShards) })
    .refine(({ index, count }) => index < count, { error: "there is no such shard" }),
  options: z.strictObject({ sample: z.union([z.int().min(1), z.literal("all")]), seed: count }),
  models: z.array(modelNameSchema).max(2).describe("models of --against"),
  columns: z.array(z.enum(partColumns)).max(partColumns.length).describe("computed columns"),
  arguments: z
    .array(z.string())
    .refine(isArguments, { error: "has an option that mesoscope score does not have" })
    .describe("arguments after `mesoscope score`, used to show the command for a missing part"),
  firstTask: count.nullable().describe("number of the first task of the array job; null: no array job"),
});

const accounted = z.array(z.strictObject({ input: z.string(), reason: z.string() }));
const extremes = z.array(z.strictObject({ id: z.string(), rate: z.number() })).max(10);
const cells = z.array(z.tuple([z.int(), z.int().min(1)]));
/** Whole numbers of any size, summed over documents. */
export const sumNames = [
  ...(["bytes", "symbols", "deflated", "coded", "microbits"] as const),
  ...(["ss", "sd", "dd", "nn", "nm", "mm"] as const),
  ...(["a", "b", "sa", "sb", "aa", "ab", "bb"] as const),
];

/** A tally as JSON. */
export const packedTallySchema = z.strictObject({
  documents: count,
  sums: z.record(z.enum(sumNames), decimal).describe("integers of any size, summed over documents"),
  regimes: z.partialRecord(
    z.enum([...documentScoreSchema.shape.regime.unwrap().options, "unplaced"]),
    z.int().min(1),
  ),
  pairs: base64,
  ends: base64,
  distinct: z.strictObject({ documents: base64, octets: base64 }),
  quantiles: z.strictObject({
    rate: cells,
    learned: cells,
    repeated: cells,
    against: cells,
    bad: cells,
    above: cells.describe("differences of 0 and more"),
    below: cells.describe("negative differences, without their sign"),
  }),
  lowest: extremes,
  highest: extremes,
  sample: z.array(z.strictObject({ id: z.string(), key: sha256, base64 })),
});

/** The last line but one, after the documents. */
export const partEndSchema = z.strictObject({
  tally: packedTallySchema,
  errors: accounted,
  skipped: accounted,
});

export type PartDocument = z.infer<typeof partDocumentSchema>;
export type PartHead = z.infer<typeof partHeadSchema>;
export type PartEnd = z.infer<typeof partEndSchema>;
export type PackedTally = z.infer<typeof packedTallySchema>;
