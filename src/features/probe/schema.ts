import * as z from "zod";
import { count, figureSchema, reportSchema } from "../../results/report-schema.ts";

/** Version of the schema of a probe; increases when a reader of the old one could be misled. */
export const probeVersion = 1;

const pointSchema = z.strictObject({
  learned: count.describe("m, symbols learned"),
  rate: figureSchema.describe("cost of a symbol for the learner, in the part that depends on the structure"),
  excess: figureSchema.describe("rate minus optimum"),
  share: figureSchema.describe(
    "share of the possible gain: 0 at the cost of finding nothing, 1 at the optimum",
  ),
});

const itemSchema = z.strictObject({
  id: z.string(),
  needs: z.string().describe("what the learner must find"),
  recipe: z.string(),
  part: z.string().nullable().describe("part of a task's record that is priced; null: all symbols"),
  optimum: figureSchema.describe(
    "least possible cost of a symbol, for a model that knows the source, in blocks without preceding context",
  ),
  optimumIs: z
    .enum(["exact", "lower-bound"])
    .describe("lower-bound: h, because the extra cost of the start of a block is not exactly known"),
  nothing: figureSchema.describe("cost of a symbol for a learner that finds nothing"),
  points: z.array(pointSchema),
  found: count
    .nullable()
    .describe("smallest size from which on the share stays at or above 90 %; null: none"),
  impossible: z
    .boolean()
    .describe(
      "the learner pays less than the optimum, beyond the error: its probabilities cannot sum to one",
    ),
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
      asked: count.describe("approximate number of priced symbols per source"),
    }),
    items: z.array(itemSchema),
  })
  .meta({
    title: "mesoscope probe",
    description: "What a learner finds in a fixed panel of structures with exactly known optimum.",
  });

/** What a learner finds in the panel. */
export type Probe = z.infer<typeof probeSchema>;
export type ProbeItem = z.infer<typeof itemSchema>;
