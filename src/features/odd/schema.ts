import * as z from "zod";
import { scoreCount } from "./surprise.ts";

/** Version of the report; increases when a reader of the old one could be misled. */
export const oddVersion = 1;

const finite = z.number();
const count = z.int().min(0);

export const oddFileSchema = z.strictObject({
  file: z.string(),
  bytes: count,
  rate: finite.describe("bit/byte of the whole file under a model of the others"),
  oddest: finite.describe(
    "bit/byte of its most surprising 1024 bytes; a shorter file is padded with bytes of the usual cost",
  ),
  expected: finite
    .nonnegative()
    .describe(
      "expected number of usual files in a folder of this size that surprise as much; extrapolated from the tail for the top tenth",
    ),
  odd: z.boolean().describe("whether `expected` is .01 or less, in a folder of 40 files or more"),
  firstLine: count.describe("first line of those bytes, from 1"),
  lastLine: count,
  excerpt: z.string().describe("the most surprising 64 of those bytes"),
});

/** Which files of a folder are unlike the others. */
export const oddReportSchema = z.strictObject({
  oddVersion: z.literal(oddVersion),
  tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
  options: z.strictObject({ seed: count, order: count }),
  inputs: z.strictObject({ total: count, ok: count, skipped: count, failed: count }),
  unlike: count.describe("number of odd files"),
  learned: count.describe("bytes that the models learned, in total"),
  usual: finite
    .nullable()
    .describe("median bit/byte of the files under models of the others; null: no files"),
  undecided: z
    .string()
    .nullable()
    .describe(
      "why no file can be called odd: with fewer than 40 files the tail of the usual ones is not known; null: 40 or more",
    ),
  files: z.array(oddFileSchema).describe("most surprising first"),
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
    }),
  ),
});

export type Usual = z.infer<typeof usualSchema>;
export type OddFile = z.infer<typeof oddFileSchema>;
export type OddReport = z.infer<typeof oddReportSchema>;
