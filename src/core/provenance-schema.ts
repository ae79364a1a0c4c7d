import * as z from "zod";

/** What a row was made of. */
export const provenanceSchema = z.union([
  z.strictObject({ kind: z.literal("file"), path: z.string(), pathBase64: z.string().optional() }),
  z.strictObject({ kind: z.literal("stdin") }),
  z.strictObject({ kind: z.literal("corpus"), corpus: z.string(), package: z.string(), version: z.string() }),
  z.strictObject({ kind: z.literal("recipe"), recipe: z.string(), seed: z.int().min(0) }),
]);

/** A line of generated sequences that differ in one parameter, or landmarks that stand for themselves. */
export const familySchema = z.strictObject({
  id: z.string().describe("the same for all members"),
  title: z.string(),
  kind: z
    .enum(["landmarks", "road"])
    .describe("road: members next to each other in position are joined; landmarks: each stands for itself"),
  parameter: z.string().nullable().describe("what the position is, such as eps; null for landmarks"),
  position: z.number().describe("of this member along the road, ascending from the beginning of the road"),
  corpus: z
    .string()
    .nullable()
    .describe(
      "the corpus a road was made from; the row of that corpus, where there is one, comes before all",
    ),
});
