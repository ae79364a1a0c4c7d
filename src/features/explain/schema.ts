import * as z from "zod";
import { codeLayers } from "../../observer/code-layers.ts";
import { count, figureSchema, foundOr, reportSchema, sampleSchema } from "../../results/report-schema.ts";
import { sectionsOfInputSchema } from "../sections/schema.ts";

/** Version of the explanation's schema; increases when a reader of the old one could be misled. */
export const explanationVersion = 3;

const waterfallSchema = z.strictObject({
  alphabet: figureSchema.describe("log2 A, where A counts the distinct symbols"),
  layers: z
    .array(
      z.strictObject({
        id: z.enum(codeLayers).describe("layer that this code adds to the one before it"),
        codeLength: figureSchema.describe("code length with this layer and all before it, header included"),
        saves: figureSchema.describe(
          "saving compared with the previous code, or log2 A for the first; below 0: a loss; paired by blocks",
        ),
        share: figureSchema.describe("as a share of log2 A"),
      }),
    )
    .describe("nested codes; log2 A minus all savings is the cost under the observer"),
  remainder: z.strictObject({
    rate: figureSchema.describe("cost under the observer"),
    share: figureSchema.describe("as a share of log2 A"),
    tests: foundOr({
      pValue: figureSchema.describe(
        "probability of a smallest p value at most this small if the symbols follow the observer's law",
      ),
      each: z.array(
        z.strictObject({
          id: z.enum(["frequencies", "pairs", "serial-correlation", "spectrum", "linear-complexity"]),
          pValue: figureSchema,
        }),
      ),
    }).describe("tests of the symbols as uniform numbers: randomised quantile residuals"),
    observers: z
      .array(
        z.strictObject({
          id: z
            .enum(["deep-observer", "context-trees", "fast-observer"])
            .describe(
              "deep-observer reads the symbols, context-trees the top bit and fast-observer the top byte of the residuals",
            ),
          saved: figureSchema.describe(
            "bits saved; k bits have a probability of at most 2^-k by chance; below 0: nothing found",
          ),
          perSymbol: figureSchema,
        }),
      )
      .describe("observers of other classes on the remainder"),
  }),
});

const findingSaved = {
  saved: figureSchema.describe(
    "bits saved on the second half; k bits have a probability of at most 2^-k by chance",
  ),
};
const numberLaw = z.union([
  z.strictObject({
    type: z.literal("step"),
    step: z.int().describe("difference between successive numbers; for stored numbers modulo their size"),
  }),
  z.strictObject({
    type: z.literal("polynomial"),
    degree: count.describe("the differences of this order are constant"),
  }),
  z.strictObject({
    type: z.literal("congruential"),
    multiplier: count,
    increment: count,
    modulus: count.describe("x -> multiplier x + increment modulo this"),
  }),
  z.strictObject({
    type: z.literal("carry"),
    step: z.int().describe("difference between successive rows, in units of the column that carries first"),
    columns: count.describe("numbers per row"),
    after: z
      .array(z.union([count, z.enum(["month", "year"])]))
      .describe(
        "values of a column before it carries 1 to the next, in the order of carrying; month, year: days of a calendar month or year",
      ),
  }),
]);
const places = z.array(count).describe("distances back, in symbols");

const findingSchema = z.union([
  z.strictObject({
    kind: z.literal("period"),
    period: count,
    approximate: z
      .literal(true)
      .optional()
      .describe(
        "symbols farther apart agree less, or fewer than 40 are exceptions: the period drifts or may do so; absent: no drift was found",
      ),
    share: figureSchema.describe(
      "share of the symbols that equal the last one read at the same phase; 1: exactly periodic, else their distribution depends on the phase",
    ),
    ...findingSaved,
  }),
  z.strictObject({
    kind: z.enum(["register", "parity"]),
    taps: places,
    share: figureSchema.describe("share of the symbols that are the sum modulo 2 of those at the taps"),
    ...findingSaved,
  }),
  z.strictObject({
    kind: z.literal("columns"),
    width: count.describe("symbols per record"),
    columns: z
      .array(z.strictObject({ first: count, last: count }))
      .describe(
        "ranges of columns, from 1, that save at least half as much as the best one; empty: most columns do",
      ),
    counters: z
      .array(z.strictObject({ column: count, step: z.int() }))
      .optional()
      .describe("columns whose bytes count modulo 256, and their step; absent: none"),
    share: figureSchema.describe("share of the saving on the second half that comes from these columns"),
    perSymbol: figureSchema.describe("saving per symbol of the second half"),
    ...findingSaved,
  }),
  z.strictObject({
    kind: z.literal("numbers"),
    base: count.nullable().describe("base in which the numbers are written; null: they are stored"),
    stored: z
      .strictObject({ bytes: count, order: z.enum(["little", "big"]) })
      .nullable()
      .describe(
        "size and byte order of stored numbers (order is meaningless for 1 byte); null: they are written",
      ),
    part: figureSchema.describe("share of the numbers of this form that the law covers"),
    law: numberLaw,
    share: figureSchema.describe(
      "share of the covered numbers in the second half that follow the law; for rows that carry, share of symbols",
    ),
    ...findingSaved,
  }),
  z.strictObject({
    kind: z.literal("wave"),
    length: figureSchema.describe("symbols per period"),
    centre: figureSchema.describe("value that the wave oscillates around"),
    amplitude: figureSchema,
    deviation: figureSchema.describe("standard deviation of the values from the wave"),
    ...findingSaved,
  }),
]);

/** The details of a sample. */
const depthSchema = foundOr({
  waterfall: waterfallSchema,
  findings: z
    .array(findingSchema)
    .describe("rules chosen on the first half of the sample, largest saving first"),
});

export const explanationSchema = z
  .strictObject({
    schemaVersion: z.literal(explanationVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    options: reportSchema.shape.options.omit({ estimators: true }),
    sample: sampleSchema,
    sections: sectionsOfInputSchema
      .omit({ changes: true, armour: true })
      .nullable()
      .describe("what the whole input is made of; null: its bytes are not what was measured"),
    depth: depthSchema,
  })
  .meta({
    title: "mesoscope explanation",
    description: "JSON output of mesoscope explain: one sample in depth.",
  });

/** One sample in depth. Equal inputs and options give equal explanations, except for `environment`. */
export type Explanation = z.infer<typeof explanationSchema>;
/** The details where the sample was long enough. */
export type Depth = Extract<z.infer<typeof depthSchema>, { status: "ok" }>;
