import * as z from "zod";
import { networkForecastSchema, networkPointSchema } from "./network-forecast-schema.ts";
import { learnerCurveSchema } from "./schema.ts";

/** Version of the schema of a learner's forecast; grows when a reader of the old one could be misled. */
export const learnerForecastVersion = 1;

export const learnerForecastSchema = learnerCurveSchema
  .pick({ tool: true, environment: true, name: true, provenance: true, learner: true, options: true })
  .extend({ schemaVersion: z.literal(learnerForecastVersion) })
  .extend(learnerCurveSchema.pick({ learned: true, asked: true, curve: true }).shape)
  .extend({
    bank: networkForecastSchema.shape.bank,
    outcome: z.union([
      z.strictObject({
        status: z.literal("ok"),
        fall: z
          .number()
          .describe("doublings by which the loss fell with the last doubling of what was learned"),
        points: z.array(networkPointSchema),
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
