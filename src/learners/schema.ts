import * as z from "zod";
import { figureSchema, learnerPairSchema, provenanceSchema, reportSchema } from "../results/report-schema.ts";

/** Version of the schema of a curve; increases when a reader of the old one could be misled. */
export const learnerCurveVersion = 2;

const count = z.int().min(0);

const pointSchema = z.strictObject({
  learned: count.describe("m, symbols learned"),
  learner: figureSchema.describe("l(m): cost of a symbol of the priced blocks for the learner"),
  observer: figureSchema.describe("cost of the same symbols for an observer that learned the same"),
  difference: figureSchema.describe("learner minus observer, paired by block"),
});

export const learnerCurveSchema = z
  .strictObject({
    schemaVersion: z.literal(learnerCurveVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    name: z.string(),
    provenance: provenanceSchema,
    learner: z.string().describe("command, or file of losses"),
    options: z.strictObject({
      encoding: z.string(),
      seed: count,
      sample: z.union([count, z.literal("all")]),
    }),
    alphabetSize: count.describe("number of distinct symbols that occur"),
    learned: count.describe("M, symbols learned at the end of the curve"),
    asked: z.strictObject({
      blocks: count,
      groups: count.describe("documents or stretches that the blocks come from; intervals are over these"),
      symbols: count,
      bytes: z.number().min(0).describe("bytes of the input that these symbols encode"),
    }),
    heldOut: z
      .strictObject({
        kind: z.enum(["documents", "stretches"]).describe("what was held out from learning"),
        gap: count.describe("symbols on each side of a stretch that are neither learned nor priced"),
        copiesReachBeyond: z
          .boolean()
          .describe("true: local copies reach beyond the gap, so unseen text probably costs more"),
      })
      .nullable()
      .describe("null: the file of losses says what was learned"),
    learns: z.boolean().describe("false: the learner declares that it does not learn, so its curve is flat"),
    curve: z.array(pointSchema),
    perByte: learnerPairSchema.describe("bits per byte of the input at the end of the curve"),
    randomness: learnerPairSchema.describe("x: l(M) divided by log2 of the number of symbols that occur"),
    structure: learnerPairSchema.describe(
      "structure S: area between the curve and its end; null: too few sizes",
    ),
    inBlocks: learnerPairSchema.describe(
      "local structure, bits per block; null: no losses of single symbols",
    ),
    parts: z
      .array(
        z.strictObject({
          name: z.string(),
          symbols: count,
          learner: figureSchema.describe("cost of a symbol at these positions"),
          difference: figureSchema.describe("learner minus observer, paired by block"),
          exact: figureSchema
            .nullable()
            .describe("least possible cost for a model that knows the task; null: not known"),
        }),
      )
      .nullable()
      .describe("kinds of positions; null: none, or no losses of single symbols"),
    truth: z
      .strictObject({
        entropyRate: figureSchema.describe("h"),
        cold: figureSchema
          .nullable()
          .describe(
            "E/L: largest extra cost per symbol, beyond h, of a block of L symbols without preceding context; null: E is not known",
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
    description: "Cost of blocks of an input for a learner, next to the observer.",
  });

/** The cost of blocks of an input for a learner, beside the observer. */
export type LearnerCurve = z.infer<typeof learnerCurveSchema>;
