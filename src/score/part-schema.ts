import * as z from "zod";
import { documentScoreSchema, scoreVersion } from "./schema.ts";

/** What a part may say: it comes from a folder that others may write to, and what it says is summed and shown. */

const count = z.int().min(0);
const decimal = z.string().regex(/^\d{1,80}$/);
const base64 = z.base64();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const mostShards = 1_000_000;

/** Options that make another part of a job, with their values. */
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
  "-o",
];
const withoutValue = ["--no-decompress", "--null", "--quick"];

/** Options of `score` and nothing else before `--`, and paths behind it. */
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
  job: sha256.describe("of what job it is a part"),
  shard: z
    .strictObject({ index: count, count: z.int().min(1).max(mostShards) })
    .refine(({ index, count }) => index < count, { error: "there is no such shard" }),
  options: z.strictObject({ sample: z.union([z.int().min(1), z.literal("all")]), seed: count }),
  arguments: z
    .array(z.string())
    .refine(isArguments, { error: "holds what is no option of mesoscope score" })
    .describe("behind `mesoscope score`, so that a missing part can be asked for again"),
  firstTask: count.nullable().describe("of the array job that it was made by; null: none"),
});

const accounted = z.array(z.strictObject({ input: z.string(), reason: z.string() }));
const extremes = z.array(z.strictObject({ id: z.string(), rate: z.number() })).max(10);
const cells = z.array(z.tuple([z.int(), z.int().min(1)]));
const sumNames = [
  ...(["bytes", "symbols", "deflated", "coded", "microbits"] as const),
  ...(["ss", "sd", "dd", "nn", "nm", "mm"] as const),
];

/** A tally as JSON. */
export const packedTallySchema = z.strictObject({
  documents: count,
  sums: z.record(z.enum(sumNames), decimal).describe("whole numbers of any size, summed over documents"),
  regimes: z.partialRecord(
    z.enum([...documentScoreSchema.shape.regime.unwrap().options, "unplaced"]),
    z.int().min(1),
  ),
  pairs: base64,
  ends: base64,
  distinct: z.strictObject({ documents: base64, octets: base64 }),
  quantiles: z.strictObject({ rate: cells, learned: cells, repeated: cells }),
  lowest: extremes,
  highest: extremes,
  sample: z.array(z.strictObject({ id: z.string(), key: sha256, base64 })),
});

/** The last line but one; the documents come before it. */
export const partEndSchema = z.strictObject({
  tally: packedTallySchema,
  errors: accounted,
  skipped: accounted,
});

export type PartHead = z.infer<typeof partHeadSchema>;
export type PartEnd = z.infer<typeof partEndSchema>;
export type PackedTally = z.infer<typeof packedTallySchema>;
