import * as z from "zod";
import { figureSchema, learnerPairSchema, provenanceSchema, reportSchema } from "../results/report-schema.ts";

/** Version of the schema of a curve; increases when a reader of the old one could be misled. */
export const learnerCurveVersion = 2;

const count = z.int().min(0);

const pointSchema = z.strictObject({
  learned: count.describe("m, symbols learned"),
  learner: figureSchema.describe("l(m): what a symbol of the blocks asked costs the learner"),
  observer: figureSchema.describe("what the same symbols cost the observer that learned the same"),
  difference: figureSchema.describe("learner less observer, paired by block"),
});

export const learnerCurveSchema = z
  .strictObject({
    schemaVersion: z.literal(learnerCurveVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    name: z.string(),
    provenance: provenanceSchema,
    learner: z.string().describe("the command, or the file of losses"),
    options: z.strictObject({
      encoding: z.string(),
      seed: count,
      sample: z.union([count, z.literal("all")]),
    }),
    alphabetSize: count.describe("symbols that occur"),
    learned: count.describe("M, symbols learned at the end of the curve"),
    asked: z.strictObject({
      blocks: count,
      groups: count.describe("documents or stretches that the blocks are of; intervals are over them"),
      symbols: count,
      bytes: z.number().min(0).describe("of the input, that these symbols are"),
    }),
    heldOut: z
      .strictObject({
        kind: z.enum(["documents", "stretches"]).describe("what was held out of the learning"),
        gap: count.describe("symbols on each side of a stretch that are neither learned nor asked"),
        copiesReachBeyond: z
          .boolean()
          .describe("whether local copies reach beyond the gap, so that unseen text is likely to cost more"),
      })
      .nullable()
      .describe("null: the file of losses says what was learned"),
    learns: z.boolean().describe("false: the learner says that it does not learn, so that its curve is flat"),
    curve: z.array(pointSchema),
    perByte: learnerPairSchema.describe("bits a byte of the input at the end of the curve"),
    randomness: learnerPairSchema.describe("x: l(M) as a share of log2 of the symbols that occur"),
    structure: learnerPairSchema.describe(
      "S: what there was to learn, the area between curve and end; null: the curve has too few sizes",
    ),
    inBlocks: learnerPairSchema.describe("local structure, bits a block; null: no losses of single symbols"),
    parts: z
      .array(
        z.strictObject({
          name: z.string(),
          symbols: count,
          learner: figureSchema.describe("what a symbol of such a place costs"),
          difference: figureSchema.describe("learner less observer, paired by block"),
          exact: figureSchema.nullable().describe("what it costs one who knows the task; null: not known"),
        }),
      )
      .nullable()
      .describe("kinds of places; null: there are none, or no losses of single symbols"),
    truth: z
      .strictObject({
        entropyRate: figureSchema.describe("h"),
        cold: figureSchema
          .nullable()
          .describe(
            "E/L: what a block of L symbols costs at most beyond h where nothing stands before it; null: E is not known",
          ),
        excess: learnerPairSchema.describe("l(M) - h"),
        impossible: z
          .boolean()
          .describe(
            "the learner pays less than h, beyond the error: its probabilities cannot sum to one, or it knows the blocks",
          ),
      })
      .nullable()
      .describe("null: the entropy rate is not exactly known"),
  })
  .meta({
    title: "mesoscope learner curve",
    description: "What a learner pays for blocks of an input, beside the observer.",
  });

/** The cost of blocks of an input for a learner, beside the observer. */
export type LearnerCurve = z.infer<typeof learnerCurveSchema>;
