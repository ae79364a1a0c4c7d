import * as z from "zod";

/** Version of the report; increases when a reader of the old one could be misled. */
export const lensVersion = 1;

const finite = z.number();
const count = z.int().min(0);
const place = z.int().min(1);

const placeSchema = z.strictObject({
  offset: count.describe("byte, from 0"),
  line: place.nullable().describe("from 1; null: not text"),
  column: place.nullable().describe("in characters, from 1; null: not text"),
});

/** A span in the JSON of the lens. */
export const lensSpanSchema = z.strictObject({
  kind: z
    .enum(["noise", "order", "copy", "unlike the rest", "like the rest"])
    .describe(
      "noise: nearly as many bits a byte as its alphabet has; order: next to none; copy: stood before; unlike the rest: costs one who knows the rest much more than the rest does, and has pairs of bytes of its own",
    ),
  start: placeSchema,
  end: placeSchema.describe("behind the last byte"),
  bytes: count,
  bits: finite.nonnegative().describe("what its bytes cost"),
  rate: finite.nonnegative().nullable().describe("bit/byte; null: nothing is known of its bytes"),
  p: finite
    .min(0)
    .max(1)
    .nullable()
    .describe(
      "chance that a stretch of the rest as long costs as much somewhere, of all places; null: not asked, or no rest",
    ),
  copyOf: placeSchema.nullable().describe("of a copy: where its first byte stood before"),
});

export const lensLookSchema = z.strictObject({
  place: placeSchema,
  symbol: count.max(255).describe("the byte"),
  bits: finite.nonnegative().nullable().describe("what it costs; null: nothing is known"),
  likeliest: z
    .array(z.strictObject({ symbol: count.max(255), probability: finite.min(0).max(1) }))
    .describe("the five likeliest bytes there, the likeliest first; empty where there are but losses"),
  experts: z
    .array(z.strictObject({ title: z.string(), weight: finite.min(0).max(1) }))
    .describe("who predicted it: weights of the members before the byte, the largest first"),
  context: z
    .strictObject({
      bytes: count.describe("length of the longest string before it that stood earlier"),
      followed: placeSchema.describe("what followed it there"),
    })
    .nullable(),
  copyOf: placeSchema.nullable().describe("where it was copied from; null: it is no part of a copy"),
});

/** The surprising parts of a text. */
export const lensReportSchema = z.strictObject({
  lensVersion: z.literal(lensVersion),
  tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
  name: z.string(),
  reader: z.strictObject({
    kind: z
      .enum(["observer", "model", "losses", "learner"])
      .describe(
        "who pays: the fast observer, a model file, losses from a file, or a learner of the other half",
      ),
    name: z.string(),
  }),
  size: count.describe("bytes of the input"),
  read: count.describe("bytes from its beginning that were read, at most 16 MiB"),
  text: z.boolean().describe("whether it is shown as lines of UTF-8, else as bytes"),
  lines: count.nullable(),
  bits: finite.nonnegative().describe("sum over all bytes"),
  rate: finite.nonnegative().nullable().describe("bit/byte; null: no byte has a cost"),
  experts: z
    .array(z.strictObject({ title: z.string(), bytes: count }))
    .describe(
      "members of the observer, by how many bytes each predicted with the most weight; empty for other readers",
    ),
  spans: z.array(lensSpanSchema).describe("in order; they cover what was read"),
  at: lensLookSchema.nullable().describe("the place of --at"),
});

export type LensPlace = z.infer<typeof placeSchema>;
/** A stretch of a text, of one kind: its ends, cost and kind. */
export type LensSpan = z.infer<typeof lensSpanSchema>;
export type LensLook = z.infer<typeof lensLookSchema>;
/** The lens's report on a text, as in its JSON. */
export type LensReport = z.infer<typeof lensReportSchema>;
