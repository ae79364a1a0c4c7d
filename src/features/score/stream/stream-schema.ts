import * as z from "zod";
import { type HeuristicId, heuristicIds, heuristics } from "./heuristics.ts";

/** Version of scored lines; increases when a reader of the old ones could be misled. */
export const streamVersion = 2;

const finite = z.number();
const count = z.int().min(0);
const share = z.number().min(0).max(1);

/** An optional column. */
const asked = <Type extends z.ZodType>(type: Type, description: string) =>
  type.nullable().optional().describe(description);

/** Columns of published filters of web text. */
const judged = Object.fromEntries(
  heuristicIds.map((id) => [id, asked(finite.min(0), heuristics[id].description)]),
) as Record<HeuristicId, z.ZodOptional<z.ZodNullable<z.ZodNumber>>>;

/** The score of each document of a stream; columns that were not requested are absent. */
export const scoredLineSchema = z.strictObject({
  file: z.string().describe("the input"),
  pathBase64: z
    .string()
    .nullable()
    .optional()
    .describe("the bytes of a path that is not UTF-8; there when any input has such a path"),
  number: count.describe(
    "of the document among all of the run, from 0: bad records and empty ones count, too",
  ),
  line: count
    .nullable()
    .describe("of the input, from 1, where the record begins; null: no lines, or no record"),
  offset: asked(count, "bytes of the unpacked input before the record; null where the format does not tell"),
  id: z.string().nullable().describe("what the record calls itself: its field --id"),
  bytes: asked(count, "of the text, in UTF-8"),
  sampled: asked(
    count,
    "bytes that were scored, of a file that is too large to be read as a whole; null: all",
  ),
  against: asked(finite, "bit/byte under the first model of --against"),
  bad: asked(finite, "bit/byte under the second model of --against"),
  difference: asked(
    finite,
    "against - bad, bit/byte: negative where the text is more like that of the first (Moore & Lewis 2010)",
  ),
  rate: asked(
    finite,
    "bit/byte that the full observer would pay for the document alone, estimated by a quick code",
  ),
  rateLow: asked(finite, "lower end of the interval that covers that rate for 95 % of documents"),
  rateHigh: asked(finite, "upper end"),
  repeated: asked(share, "share of the bytes in spans of 50 and more that occur in an earlier document"),
  group: asked(count, "number of the earliest document that it is nearly the same as; its own: of none"),
  alike: asked(share, "share of their runs of five words in common, estimated; 0: less than half"),
  boilerplate: asked(share, "share of the bytes in lines that stood in three and more earlier documents"),
  oddAt: asked(count, "byte of the text where the 64 bytes begin that surprise most"),
  oddBits: asked(finite, "what they cost, bit/byte, under the first model, or else the quick code"),
  odd: asked(z.string(), "these bytes as text"),
  ...judged,
  flags: z
    .string()
    .nullable()
    .optional()
    .describe("those of the columns from words on whose limits are broken, by blanks; empty: none is"),
  kept: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional()
    .describe("fields of the record that --keep names; columns kept.NAME in CSV and Parquet"),
  reason: z.string().nullable().describe("why the document could not be scored"),
});

export type ScoredLine = z.infer<typeof scoredLineSchema>;
