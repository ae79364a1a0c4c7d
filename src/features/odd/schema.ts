import * as z from "zod";
import { scoreCount } from "./surprise.ts";

/** Version of the report; increases when a reader of the old one could be misled. */
export const oddVersion = 2;

const finite = z.number();
const count = z.int().min(0);

export const oddFileSchema = z.strictObject({
  file: z.string(),
  bytes: count,
  rate: finite.describe("bit/byte of the whole file under a model of the others"),
  expected: finite
    .nonnegative()
    .describe(
      "expected number of usual files, among as many, of which a part surprises as much; extrapolated from the tail for the top tenth",
    ),
  odd: z.boolean().describe("whether `expected` is .005 or less, in a folder of 20 files or more"),
  quantity: z
    .enum(["surprise", "newWords"])
    .describe(
      "surprise: cost of a part under a model of the others; newWords: share of its words that are in no other file",
    ),
  at: count.nullable().describe("length of the part, bytes; null: a word, or all words of the file"),
  unit: z.enum(["bit", "bit/byte", "1"]),
  value: finite,
  limit: finite.describe("the value from which it is odd"),
  kind: z.string().nullable().describe("common extension of the files it was compared with; null: all files"),
  firstLine: count.describe("first line of the part, from 1"),
  lastLine: count,
  excerpt: z.string().describe("the most surprising 64 bytes of the part, or a word"),
  why: z.string().nullable().describe("striking properties of the part; null: none"),
});

/** Which files of a folder are unlike the others. */
export const oddReportSchema = z.strictObject({
  oddVersion: z.literal(oddVersion),
  tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
  options: z.strictObject({ seed: count, order: count }),
  inputs: z.strictObject({ total: count, ok: count, skipped: count, failed: count }),
  unlike: count.describe("number of odd files"),
  usual: finite
    .nullable()
    .describe("median bit/byte of the files under models of the others; null: no files"),
  undecided: z
    .string()
    .nullable()
    .describe(
      "why no file can be called odd: fewer than 20 files do not determine what is usual; null: 20 or more",
    ),
  files: z.array(oddFileSchema).describe("most unusual first"),
  errors: z.array(z.strictObject({ input: z.string(), reason: z.string() })),
  skipped: z.array(z.strictObject({ input: z.string(), reason: z.string() })),
});

/** The usual surprise in a folder, and the files it was measured on. */
export const usualSchema = z.strictObject({
  seed: count,
  order: count,
  rate: finite.nonnegative().describe("median bit/byte of the files under models of the others"),
  files: z.array(
    z.strictObject({
      path: z.string().describe("path relative to the folder of the baseline, with slashes"),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      surprise: z
        .array(finite)
        .length(scoreCount)
        .describe(
          "bits of the most surprising word; then bit/byte of the most surprising 64, 256, 1024, 4096 and 16384 bytes; then b, where a share of 1 - 2^-b of the words occurs in no other file",
        ),
      keys: count.exactOptional().describe("words in it that look like keys; absent: none"),
    }),
  ),
});

export type Usual = z.infer<typeof usualSchema>;
export type OddFile = z.infer<typeof oddFileSchema>;
export type OddReport = z.infer<typeof oddReportSchema>;
