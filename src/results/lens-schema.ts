import * as z from "zod";

/** Version of the report; increases when a reader of the old one could be misled. */
export const lensVersion = 1;

const finite = z.number();
const count = z.int().min(0);
const place = z.int().min(1);

const placeSchema = z.strictObject({
  offset: count.describe("byte offset, from 0"),
  line: place.nullable().describe("from 1; null: not text"),
  column: place.nullable().describe("in characters, from 1; null: not text"),
});

/** A span in the JSON of the lens. */
export const lensSpanSchema = z.strictObject({
  kind: z
    .enum(["noise", "order", "copy", "unlike the rest", "like the rest"])
    .describe(
      "noise: nearly as many bits per byte as its alphabet allows; order: next to none; copy: occurred before; unlike the rest: costs a reader of the rest much more than the rest does, and has byte pairs of its own",
    ),
  start: placeSchema,
  end: placeSchema.describe("after the last byte"),
  bytes: count,
  bits: finite.nonnegative().describe("cost of its bytes"),
  rate: finite.nonnegative().nullable().describe("bit/byte; null: the costs of its bytes are unknown"),
  p: finite
    .min(0)
    .max(1)
    .nullable()
    .describe(
      "probability that some stretch of the rest costs as much, over all positions and lengths; null: not computed, or no rest",
    ),
  copyOf: placeSchema.nullable().describe("for a copy: start of the original"),
});

/** The surprising parts of a text. */
export const lensReportSchema = z.strictObject({
  lensVersion: z.literal(lensVersion),
  tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
  name: z.string(),
  reader: z.strictObject({
    kind: z
      .enum(["observer", "losses"])
      .describe("source of the costs: the fast observer, or a file of losses"),
    name: z.string(),
  }),
  size: count.describe("bytes of the input"),
  read: count.describe("bytes read from the start of the input, at most 16 MiB"),
  text: z.boolean().describe("whether it is shown as lines of UTF-8 rather than as bytes"),
  lines: count.nullable(),
  bits: finite.nonnegative().describe("sum over all bytes"),
  rate: finite.nonnegative().nullable().describe("bit/byte; null: no byte has a known cost"),
  experts: z
    .array(z.strictObject({ title: z.string(), bytes: count }))
    .describe(
      "members of the observer, each with the number of bytes that it predicted with the largest weight; empty for other readers",
    ),
  spans: z.array(lensSpanSchema).describe("in order; together they cover the bytes read"),
});

export type LensPlace = z.infer<typeof placeSchema>;
/** A stretch of a text, of one kind: its ends, cost and kind. */
export type LensSpan = z.infer<typeof lensSpanSchema>;
/** The lens's report on a text, as in its JSON. */
export type LensReport = z.infer<typeof lensReportSchema>;
