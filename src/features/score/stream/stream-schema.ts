import * as z from "zod";

/** Version of scored lines; increases when a reader of the old ones could be misled. */
export const streamVersion = 3;

const finite = z.number();
const count = z.int().min(0);
const share = z.number().min(0).max(1);

const optionalColumn = <Type extends z.ZodType>(type: Type, description: string) =>
  type.nullable().optional().describe(description);

/** The score of each document of a stream; columns that were not requested are absent. */
export const scoredLineSchema = z.strictObject({
  file: z.string().describe("path of the input"),
  pathBase64: z
    .string()
    .nullable()
    .optional()
    .describe("bytes of a path that is not UTF-8; present if any input has such a path"),
  number: count.describe("index of the document in the run, from 0, bad and empty records included"),
  line: count
    .nullable()
    .describe("line of the input where the record starts, from 1; null: no lines, or no record"),
  offset: optionalColumn(
    count,
    "bytes of the unpacked input before the record; null: not known for this format",
  ),
  id: z.string().nullable().describe("identifier of the record: its field --id; null: none"),
  bytes: optionalColumn(count, "bytes of the text in UTF-8"),
  sampled: optionalColumn(count, "bytes scored of a file that is too large to read whole; null: all"),
  against: optionalColumn(finite, "cost under the first model of --against, bit/byte"),
  bad: optionalColumn(finite, "cost under the second model of --against, bit/byte"),
  difference: optionalColumn(
    finite,
    "against - bad, bit/byte; negative: more like the text of the first model (Moore & Lewis 2010)",
  ),
  rate: optionalColumn(
    finite,
    "cost of the document alone under the full observer, estimated from a quick code, bit/byte",
  ),
  rateLow: optionalColumn(finite, "lower end of the interval that covers that cost for 95 % of documents"),
  rateHigh: optionalColumn(finite, "upper end of that interval"),
  repeated: optionalColumn(
    share,
    "share of the bytes in spans of 50 or more bytes that occur in an earlier document",
  ),
  group: optionalColumn(
    count,
    "number of the earliest document of its group of near-duplicates; its own number: no group",
  ),
  alike: optionalColumn(
    share,
    "estimated share of 5-word runs in common with that document; 0: less than half",
  ),
  oddAt: optionalColumn(count, "offset in the text of the most surprising 64 bytes"),
  oddBits: optionalColumn(
    finite,
    "cost of these bytes under the first model, or else the quick code, bit/byte",
  ),
  odd: optionalColumn(z.string(), "these bytes as text"),
  kept: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional()
    .describe("record fields named by --keep; columns kept.NAME in CSV and Parquet"),
  reason: z.string().nullable().describe("why the document could not be scored; null: it was scored"),
});

export type ScoredLine = z.infer<typeof scoredLineSchema>;
