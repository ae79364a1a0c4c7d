import * as z from "zod";
import { figureSchema, reportSchema } from "../../results/report-schema.ts";

/** Version of the schema of a probe; increases when a reader of the old one could be misled. */
export const probeVersion = 1;

const count = z.int().min(0);

const pointSchema = z.strictObject({
  learned: count.describe("m, symbols learned"),
  rate: figureSchema.describe("what a symbol costs the learner, in the part that the structure decides"),
  excess: figureSchema.describe("that less the optimum"),
  share: figureSchema.describe(
    "of what can be known, what it knows: 0 for what symbols cost who finds nothing, 1 for the optimum",
  ),
});

const itemSchema = z.strictObject({
  id: z.string(),
  needs: z.string().describe("what has to be found"),
  recipe: z.string(),
  part: z.string().nullable().describe("of a task: the part of its record that is priced; null: all symbols"),
  optimum: figureSchema.describe(
    "what a symbol costs one who knows the source, in blocks that begin with nothing before them",
  ),
  optimumIs: z
    .enum(["exact", "lower-bound"])
    .describe("lower-bound: h, where what a block costs at its beginning is not exactly known"),
  nothing: figureSchema.describe("what it costs who finds nothing"),
  points: z.array(pointSchema),
  found: count
    .nullable()
    .describe(
      "least size from which on the learner knows at least 90 % of what can be known; null: it never does",
    ),
  impossible: z
    .boolean()
    .describe("it pays less than the optimum, beyond the error: its probabilities cannot sum to one"),
});

export const probeSchema = z
  .strictObject({
    schemaVersion: z.literal(probeVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    learner: z.string(),
    options: z.strictObject({
      size: count,
      seed: count,
      asked: count.describe("symbols priced of each source, about"),
    }),
    items: z.array(itemSchema),
  })
  .meta({
    title: "mesoscope probe",
    description: "What a learner finds of a fixed panel of structures whose optimum is exactly known.",
  });

/** What a learner finds in the panel. */
export type Probe = z.infer<typeof probeSchema>;
export type ProbeItem = z.infer<typeof itemSchema>;
