import * as z from "zod";
import { provenanceSchema } from "../results/provenance-schema.ts";
import { reportSchema } from "../results/report-schema.ts";

/** Version of the schema of a network's forecast; grows when a reader of the old one could be misled. */
export const networkForecastVersion = 1;

const count = z.int().min(0);
const bits = z.number().min(0);
const reason = { status: z.literal("undefined"), reason: z.string() };

const expected = z.strictObject({
  value: bits,
  lower80: bits,
  upper80: bits,
  lower95: bits,
  upper95: bits,
});

/** What is said of so many times as much. */
export const networkPointSchema = z.union([
  z.strictObject({
    factor: z.number().min(1),
    symbols: count.describe("that the network learns"),
    status: z.literal("ok"),
    loss: expected.describe("bits a symbol of blocks that it has not seen"),
    examples: count.describe("trainings that this was learned from"),
    groups: count.describe("packages, or kinds of sources, that these are of"),
    medianError: z
      .number()
      .min(0)
      .describe("of these when each package is forecast by the others, as a share of what was paid"),
  }),
  z.strictObject({ factor: z.number().min(1), symbols: count, ...reason }),
]);

export const networkForecastSchema = z
  .strictObject({
    schemaVersion: z.literal(networkForecastVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    name: z.string(),
    provenance: provenanceSchema,
    network: z.string().describe("which network, trained as docs/learners.md says"),
    options: z.strictObject({ seed: count }),
    sample: z.strictObject({
      of: count.describe("symbols of the input"),
      n: count.describe("symbols that were read: as many as the bank has networks for"),
      blocks: count,
    }),
    bank: z.strictObject({
      cells: count.describe("networks that are trained so far, of all sizes, kinds and seeds"),
    }),
    outcome: z.union([
      z.strictObject({
        status: z.literal("ok"),
        observer: bits.describe("l: what the observer pays at the end of the sample, bits a symbol"),
        contexts: z.array(bits).describe("what n-grams with contexts of up to 0, 1, ... 5 symbols pay there"),
        perceptron: z
          .array(bits)
          .describe(
            "what a small perceptron pays for a quarter of the sample, or of 200 000 symbols of it, that learned the others, a third of these, and the others with what would follow if it were copied from the 128 symbols before",
          ),
        entropyRate: bits
          .nullable()
          .describe("h of a generated source, where it is exactly known: nobody pays less, bits a symbol"),
        points: z.array(networkPointSchema),
      }),
      z.strictObject(reason),
    ]),
  })
  .meta({
    title: "mesoscope network forecast",
    description: "What a small network will pay for an input, from the data alone.",
  });

/** What a small network will pay. */
export type NetworkForecast = z.infer<typeof networkForecastSchema>;
