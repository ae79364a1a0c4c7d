import * as z from "zod";

const count = z.int().min(0);
const opened = {
  container: z
    .string()
    .exactOptional()
    .describe("compressed format that it was unpacked from; sizes and offsets are of what was in it"),
  records: z
    .strictObject({
      format: z.string(),
      field: z.string().nullable(),
      documents: count,
      bad: count.describe("records that could not be read"),
    })
    .exactOptional()
    .describe("how it was cut into documents; sizes and offsets are of the documents, one after the other"),
};

/** What a row was made of. */
export const provenanceSchema = z.union([
  z.strictObject({
    kind: z.literal("file"),
    path: z.string(),
    pathBase64: z.string().optional(),
    ...opened,
  }),
  z.strictObject({
    kind: z.literal("files"),
    files: count.describe("that were read as one, each a document or the documents in it"),
  }),
  z.strictObject({ kind: z.literal("stdin"), ...opened }),
  z
    .strictObject({ kind: z.literal("memory"), ...opened })
    .describe("text, bytes or symbols that a program handed in"),
  z.strictObject({ kind: z.literal("corpus"), corpus: z.string(), package: z.string(), version: z.string() }),
  z.strictObject({ kind: z.literal("recipe"), recipe: z.string(), seed: z.int().min(0) }),
]);

/** A road of generated sequences that differ in one parameter, or landmarks that stand for themselves. */
export const familySchema = z.strictObject({
  id: z.string().describe("the same for all members"),
  title: z.string(),
  kind: z
    .enum(["landmarks", "road"])
    .describe("road: members next to each other in position are joined; landmarks: each is on its own"),
  position: z.int().min(0).describe("of this member along the road, from text or pattern down to noise"),
  parameter: z.string().nullable().describe("what changes along the road, such as eps; null for landmarks"),
  value: z.number().nullable().describe("of the parameter, where it is a number"),
  corpus: z
    .string()
    .nullable()
    .describe("the corpus a road departs from; the row of that corpus, where there is one, comes before all"),
});
