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

const symbols = z.number().nonnegative();

const jumpSchema = z.strictObject({
  n50: symbols.describe("N50, symbols: when half is known"),
  lower80: symbols.describe("lower end of the interval that holds with probability 80 %"),
  upper80: symbols,
});

const jumpOfSchema = z.strictObject({
  recipe: z.string(),
  unknowns: count.describe("T, what there is to know"),
});
const predictionSchema = z.strictObject({ id: z.string(), ...jumpOfSchema.shape, ...jumpSchema.shape });

const jumpSizeSchema = z.strictObject({
  ...jumpOfSchema.shape,
  n50s: z.array(symbols).describe("measured N50 of each draw up to the first fault"),
  measured: jumpSchema.nullable().describe("geometric mean of the draws"),
  predicted: jumpSchema.nullable(),
  fault: z.string().nullable().describe("why nothing was measured or predicted"),
  ratio: z.number().nullable().describe("measured N50 over the predicted one"),
  held: z
    .boolean()
    .nullable()
    .describe("whether the predicted interval has the measured N50; null: nothing was predicted or asked"),
});

const jumpsSchema = z.strictObject({
  law: z.literal("N50 = m0 + c T"),
  predictions: z.array(predictionSchema).describe("as printed before any of these sizes was measured"),
  sha256: z.string().describe("hash of `predictions` as compact JSON"),
  structures: z.array(
    z.strictObject({
      id: z.string(),
      unknownsAre: z.string().describe("what T counts"),
      startUp: symbols.nullable().describe("m0, symbols; null: no law was fitted"),
      perUnknown: symbols.nullable().describe("c, symbols for each unknown"),
      fault: z.string().nullable().describe("why nothing was predicted"),
      sizes: z.array(jumpSizeSchema),
    }),
  ),
  counts: z.strictObject({
    sizes: count.describe("larger sizes of the panel"),
    predicted: count,
    measured: count.describe("predicted sizes at which the learner found half"),
    close: count.describe("measured within 1.3 times of the prediction"),
    held: count.describe("measured within the interval"),
  }),
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
    jumps: jumpsSchema.optional().describe("with --predict"),
  })
  .meta({
    title: "mesoscope probe",
    description: "What a learner finds in a fixed panel of structures with exactly known optimum.",
  });

/** What a learner finds in the panel. */
export type Probe = z.infer<typeof probeSchema>;
export type ProbeItem = z.infer<typeof itemSchema>;
export type Jumps = z.infer<typeof jumpsSchema>;
export type JumpSize = z.infer<typeof jumpSizeSchema>;
export type JumpPrediction = z.infer<typeof predictionSchema>;
