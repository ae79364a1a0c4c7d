import * as z from "zod";
import { scoreCount } from "./surprise.ts";

/** Version of the report; increases when a reader of the old one could be misled. */
export const oddVersion = 1;

const finite = z.number();
const count = z.int().min(0);

export const oddFileSchema = z.strictObject({
  file: z.string(),
  bytes: count,
  rate: finite.describe("bit/byte of the whole file, under a model of the others"),
  oddest: finite.describe(
    "bit/byte of its most surprising 1024 bytes; of a shorter file as if the rest were usual for the folder",
  ),
  expected: finite
    .nonnegative()
    .describe(
      "usual files that would surprise as much, expected among as many; those of the first tenth by their tail",
    ),
  odd: z.boolean().describe("whether that is .01 or less, in a folder of 40 files or more"),
  firstLine: count.describe("of those bytes, from 1"),
  lastLine: count,
  excerpt: z.string().describe("the most surprising 64 bytes among them"),
});

/** Which files of a folder are unlike the others. */
export const oddReportSchema = z.strictObject({
  oddVersion: z.literal(oddVersion),
  tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
  options: z.strictObject({ seed: count, order: count }),
  inputs: z.strictObject({ total: count, ok: count, skipped: count, failed: count }),
  unlike: count.describe("files that are unlike the others"),
  learned: count.describe("bytes that the models were learned of, in all"),
  usual: finite.nullable().describe("bit/byte of half of the files under models of the others"),
  undecided: z
    .string()
    .nullable()
    .describe("why no file can be called odd: fewer than 40 do not tell how far usual ones go"),
  files: z.array(oddFileSchema).describe("the most surprising first"),
  errors: z.array(z.strictObject({ input: z.string(), reason: z.string() })),
  skipped: z.array(z.strictObject({ input: z.string(), reason: z.string() })),
});

/** The usual surprise in a folder, and the files it was measured on. */
export const usualSchema = z.strictObject({
  seed: count,
  order: count,
  rate: finite
    .nonnegative()
    .describe("bit/byte that half of the files cost or less under models of the others"),
  files: z.array(
    z.strictObject({
      path: z.string().describe("from the folder of the baseline, with slashes"),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      surprise: z
        .array(finite)
        .length(scoreCount)
        .describe(
          "bits of the most surprising word, then bit/byte of the most surprising 64, 256, 1024, 4096 and 16384 bytes, and b where a share of 1 - 2^-b of its words is in no other file",
        ),
    }),
  ),
});

export type Usual = z.infer<typeof usualSchema>;
export type OddFile = z.infer<typeof oddFileSchema>;
export type OddReport = z.infer<typeof oddReportSchema>;
