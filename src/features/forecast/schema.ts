import * as z from "zod";
import { encodingIds } from "../../core/encoding.ts";
import { learnerCurveSchema } from "../../learners/schema.ts";
import { foundOr, provenanceSchema, reportSchema } from "../../results/report-schema.ts";

/** Version of the forecast's schema; increases when a reader of the old one could be misled. */
export const forecastVersion = 1;

const finite = z.number().describe("a finite number");
const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const rangeSchema = z.strictObject({
  value: finite,
  lower80: finite,
  upper80: finite,
  lower95: finite,
  upper95: finite,
});

const baselineSchema = z.enum(["constant-rate", "last-marginal-rate", "power-law", "f1"]);

const expectationSchema = z.strictObject({
  factor: finite.describe("k"),
  symbols: count.describe("k n0"),
  codeLength: rangeSchema.describe("C(k n0), bits"),
  excess: rangeSchema.describe("C(k n0) - C(n0), bits"),
  loss: rangeSchema.describe("l(k n0): bits a further symbol costs there"),
  samplingFloor: finite.describe(
    "phi: median relative error of the excess that the choice of blocks alone brings",
  ),
  graded: z.boolean().describe("false: farther than any forecast that intervals were learned from"),
  baselines: z.array(z.strictObject({ id: baselineSchema, excess: finite.describe("bits") })),
});

const pointSchema = z.union([
  z.strictObject({
    factor: finite,
    status: z.literal("ok"),
    excess: finite.describe("C(k n0) - C(n0) as it was paid, bits"),
    error: finite.describe("of the forecast excess, relative to what was paid"),
    within80: z.boolean(),
    within95: z.boolean(),
    winkler95: finite.describe("score of the 95 % interval, relative to what was paid; smaller is better"),
    baselines: z.array(
      z.strictObject({
        id: baselineSchema,
        error: finite,
        skill: finite
          .nullable()
          .describe("1 - |error of the forecast| / |error of the baseline|; null: it made none"),
      }),
    ),
  }),
  z.strictObject({ factor: finite, status: z.literal("undefined"), reason: z.string() }),
]);

const gradeSchema = z.strictObject({
  n: count.describe("symbols of the input that it was graded on"),
  points: z.array(pointSchema),
  parts: z
    .array(z.strictObject({ name: z.string(), points: z.array(pointSchema) }))
    .optional()
    .describe("of the parts that were forecast"),
});

const partSchema = z
  .strictObject({
    name: z.string(),
    share: finite.describe("of the symbols of the sample"),
    exact: finite
      .nullable()
      .describe("bits a symbol of the part costs one who knows the source; null: not known"),
    curve: z
      .array(
        z.strictObject({
          symbols: finite.describe("m: symbols of the sample that were read"),
          loss: finite.nullable().describe("mean between m/2 and m, bits a symbol of the part; null: none"),
        }),
      )
      .describe("the learning curve of the part"),
    outcome: foundOr({
      codeLength: finite.describe("of it in C(n0), bits"),
      loss: rangeSchema.describe("at n0, bits a symbol of the part"),
      expectations: z
        .array(expectationSchema)
        .describe("bits of the part alone; loss is bits a symbol of the part"),
      untold: z
        .array(z.strictObject({ factor: finite.describe("k"), reason: z.string() }))
        .optional()
        .describe("multiples at which an interval would say nothing, and why"),
    }),
  })
  .describe("positions of one kind, by what comes before them");

/** An exponent with its interval, or the reason why there is none. */
const exponentSchema = foundOr({
  value: finite,
  lower95: finite,
  upper95: finite,
  from: count.describe("least distance, or length of blocks, from which the power law fits, symbols"),
  to: count.describe("largest one"),
});

const figureSchema = foundOr({ value: finite });

/** How fast a learner can learn a sample. */
const exponentsSchema = z
  .strictObject({
    covariance: z.strictObject({
      exponent: exponentSchema.describe("beta: the norm falls like d^-beta - D^-beta"),
      points: z.array(
        z.strictObject({
          distance: count.describe("d, symbols"),
          reference: count.describe("D, a distance far beyond"),
          norm: finite.describe(
            "operator norm of C(d) - C(D), C(d) = P(x_t, x_t+d) - p p^T, the floor of a finite sample removed",
          ),
          error: finite.describe("its standard error"),
          clear: z.boolean().describe("differs from chance"),
        }),
      ),
    }),
    context: z.strictObject({
      exponent: exponentSchema.describe("gamma: what is left to gain from more context falls like n^-gamma"),
      points: z.array(
        z.strictObject({
          first: count.describe("n: symbols of context, from here"),
          last: count.describe("to here"),
          further: count.describe("symbols of context that the other reading has in addition"),
          gain: finite.describe("H_n - H_(n + further) by this observer, bit/symbol"),
          error: finite.describe("its standard error, with what beginnings of blocks cost to learn"),
          clear: z.boolean().describe("differs from chance"),
        }),
      ),
    }),
    scaling: exponentSchema.describe("alpha = gamma / (2 beta): the loss falls like n^-alpha with the data"),
    hilberg: exponentSchema.describe(
      "Hilberg exponent by this observer, an upper bound: neighbouring blocks of m symbols share m^value bits",
    ),
    horizon: figureSchema.describe("largest distance at which symbols have significant mutual information"),
  })
  .describe("how fast the sample lets a learner learn, by figures of its own");

/** The forecast, or the reason why there is none. */
export const forecastOutcomeSchema = foundOr({
  codeLength: finite.describe("C(n0), bits without a header"),
  rate: finite.describe("mean loss over the last half of the sample, bit/symbol"),
  loss: rangeSchema.describe("l(n0), bit/symbol"),
  members: z.array(z.string()).describe("of the observer"),
  orders: count.describe("in which the sample was read"),
  law: z.strictObject({
    slope: finite.describe("change of log2 l when the sample doubles, over its last octaves"),
    bend: finite.describe("how much that changed over two octaves"),
    fillIn: finite.describe("share of a block that missing neighbours will bring, see the method"),
    variation: finite.describe("of the rates of blocks: standard deviation over mean"),
    texts: count.describe("that it was learned from, none of the same package as the input"),
    packages: count,
  }),
  duplicates: z.strictObject({
    share: finite.describe("of the long windows of the sample that also occur in another block"),
    flagged: z
      .boolean()
      .describe("whether the share is so large that intervals are those of near-duplicates"),
  }),
  drift: z.strictObject({
    correlation: finite.describe("of the rates of blocks that are neighbours in the input"),
    pValue: finite,
    named: z
      .boolean()
      .describe("neighbours are more alike than chance has it: the order of the input matters"),
  }),
  expectations: z.array(expectationSchema),
  doubling: z
    .strictObject({ value: finite, lower95: finite, upper95: finite })
    .describe("l(n0) - l(2 n0), bit/symbol"),
  limit: z
    .strictObject({ value: finite, lower95: finite, upper95: finite })
    .describe("of the losses, bit/symbol, if their excess over it falls at least like n^-0.1"),
  jump: z
    .strictObject({
      symbols: count.describe("of the sample that were read before it, to within a block"),
      drop: finite.describe("of the loss, bit/symbol"),
      step: finite.describe("log of the loss beyond it over what it would be without, nats"),
      bits: finite.describe("that it saved on the rest of the sample"),
      expert: z.string().describe("member of the observer, or part of its context mixer, that brought it"),
      pValue: finite.describe("that a smooth curve has as sharp a step"),
    })
    .nullable()
    .describe(
      "where the curve of the sample in file order falls suddenly; intervals are wider for it; null: nowhere",
    ),
  parts: z
    .array(partSchema)
    .optional()
    .describe("with --tasks: parts of the sequence; what they cost sums to the whole"),
});

export const forecastSchema = z
  .strictObject({
    schemaVersion: z.literal(forecastVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    name: z.string(),
    provenance: provenanceSchema,
    options: z.strictObject({
      encoding: z.enum(encodingIds),
      seed: count,
      factors: z.array(finite),
    }),
    sample: z.strictObject({
      n: count.describe("n0, symbols"),
      sha256: sha256.describe("of the sample's symbols in their order, one, two or four bytes each"),
      blocks: count,
      order: z
        .enum(["drawn", "in-order"])
        .describe("drawn: blocks of the input in seeded random order; in-order: its beginning"),
      of: count
        .nullable()
        .describe(
          "symbols of the input that blocks were drawn from; null: the sample is all there was, or its beginning",
        ),
    }),
    outcome: forecastOutcomeSchema,
    exponents: exponentsSchema.optional().describe("with --exponents: of the sample"),
    sha256: sha256.describe("of the forecast: options, sample and outcome"),
    grade: gradeSchema.nullable().describe("null: the rest was not read"),
  })
  .meta({
    title: "mesoscope forecast",
    description:
      "Schema of the JSON that mesoscope forecast prints: what more of the same will cost, and its grade.",
  });

/** The expected cost of more of an input. Equal inputs and options give equal forecasts, except for `environment`. */
export type Forecast = z.infer<typeof forecastSchema>;
/** The content of a forecast: `mesoscope schema forecast` describes it. */
export type ForecastOutcome = Extract<Forecast["outcome"], { status: "ok" }>;
/** Comparison of a forecast with the actual cost: `mesoscope schema forecast` describes it. */
export type ForecastGrade = z.infer<typeof gradeSchema>;
export type Expected = z.infer<typeof expectationSchema>;
export type Exponent = z.infer<typeof exponentSchema>;
/** Exponents of a sample: `mesoscope schema forecast` describes them. */
export type ForecastExponents = z.infer<typeof exponentsSchema>;
export type ForecastPart = z.infer<typeof partSchema>;

/** Version of the schema of a learner's forecast; increases when a reader of the old one could be misled. */
export const learnerForecastVersion = 1;

const bits = z.number().min(0);

/** The forecast at one multiple of the size. */
const forecastPointSchema = z.union([
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
    outcome: foundOr({
      fall: z
        .number()
        .describe("doublings by which the loss fell with the last doubling of what was learned"),
      points: z.array(forecastPointSchema),
    }),
  })
  .meta({
    title: "mesoscope learner forecast",
    description: "What more of an input will cost a learner, from its own curve.",
  });

/** The expected cost of more of an input for a learner. */
export type LearnerForecast = z.infer<typeof learnerForecastSchema>;
