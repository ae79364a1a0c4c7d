import * as z from "zod";
import { learnerCurveSchema } from "./schema.ts";

/** Version of the schema of a learner's forecast; grows when a reader of the old one could be misled. */
export const learnerForecastVersion = 1;

const count = z.int().min(0);
const bits = z.number().min(0);

/** What is said of so many times as much. */
export const forecastPointSchema = z.union([
  z.strictObject({
    factor: z.number().min(1),
    symbols: count.describe("that the learner has learned then"),
    status: z.literal("ok"),
    loss: z
      .strictObject({ value: bits, lower80: bits, upper80: bits, lower95: bits, upper95: bits })
      .describe("bits a symbol of blocks that it has not seen"),
    examples: count.describe("ends of known curves that this was learned from"),
    groups: count.describe("packages whose texts these are of"),
    medianError: z
      .number()
      .min(0)
      .describe("of these when each package is forecast by the others, as a share of what was paid"),
  }),
  z.strictObject({
    factor: z.number().min(1),
    symbols: count,
    status: z.literal("undefined"),
    reason: z.string(),
  }),
]);

export const learnerForecastSchema = learnerCurveSchema
  .pick({ tool: true, environment: true, name: true, provenance: true, learner: true, options: true })
  .extend({ schemaVersion: z.literal(learnerForecastVersion) })
  .extend(learnerCurveSchema.pick({ learned: true, asked: true, curve: true }).shape)
  .extend({
    bank: z.strictObject({
      cells: count.describe("small networks whose curves say how such curves go on"),
    }),
    outcome: z.union([
      z.strictObject({
        status: z.literal("ok"),
        fall: z
          .number()
          .describe("doublings by which the loss fell with the last doubling of what was learned"),
        points: z.array(forecastPointSchema),
      }),
      z.strictObject({ status: z.literal("undefined"), reason: z.string() }),
    ]),
  })
  .meta({
    title: "mesoscope learner forecast",
    description: "What more of an input will cost a learner, from its own curve.",
  });

/** What more of an input will cost a learner. */
export type LearnerForecast = z.infer<typeof learnerForecastSchema>;
