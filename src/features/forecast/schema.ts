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
  loss: rangeSchema.describe("l(k n0): cost of one more symbol at that size, bit/symbol"),
  samplingFloor: finite.describe(
    "phi: median relative error of the excess due to the choice of blocks alone",
  ),
  graded: z.boolean().describe("false: further than any forecast that the intervals were learned from"),
  baselines: z.array(z.strictObject({ id: baselineSchema, excess: finite.describe("bits") })),
});

const pointSchema = z.union([
  z.strictObject({
    factor: finite,
    status: z.literal("ok"),
    excess: finite.describe("actual C(k n0) - C(n0), bits"),
    error: finite.describe("error of the forecast excess, relative to the actual one"),
    within80: z.boolean(),
    within95: z.boolean(),
    winkler95: finite.describe(
      "Winkler score of the 95 % interval, relative to the actual excess; smaller is better",
    ),
    baselines: z.array(
      z.strictObject({
        id: baselineSchema,
        error: finite,
        skill: finite
          .nullable()
          .describe("1 - |error of the forecast| / |error of the baseline|; null: the baseline has no error"),
      }),
    ),
  }),
  z.strictObject({ factor: finite, status: z.literal("undefined"), reason: z.string() }),
]);

const gradeSchema = z.strictObject({
  n: count.describe("symbols of the input used for grading"),
  points: z.array(pointSchema),
  parts: z
    .array(z.strictObject({ name: z.string(), points: z.array(pointSchema) }))
    .optional()
    .describe("grades of the parts with a forecast"),
});

const partSchema = z
  .strictObject({
    name: z.string(),
    share: finite.describe("share of the symbols of the sample"),
    exact: finite
      .nullable()
      .describe(
        "least possible cost for a model that knows the source, bits per symbol of the part; null: not known",
      ),
    curve: z
      .array(
        z.strictObject({
          symbols: finite.describe("m: symbols of the sample read"),
          loss: finite
            .nullable()
            .describe("mean loss between m/2 and m, bits per symbol of the part; null: no such symbols"),
        }),
      )
      .describe("learning curve of the part"),
    outcome: foundOr({
      codeLength: finite.describe("cost of the part within C(n0), bits"),
      loss: rangeSchema.describe("loss at n0, bits per symbol of the part"),
      expectations: z
        .array(expectationSchema)
        .describe("cost of the part alone, bits; loss in bits per symbol of the part"),
      untold: z
        .array(z.strictObject({ factor: finite.describe("k"), reason: z.string() }))
        .optional()
        .describe("multiples without a forecast because the interval would be too wide"),
    }),
  })
  .describe("positions of one kind, defined by the preceding symbols");

/** An exponent with its interval, or the reason why there is none. */
const exponentSchema = foundOr({
  value: finite,
  lower95: finite,
  upper95: finite,
  from: count.describe("smallest distance, or block length, of the power law's range, symbols"),
  to: count.describe("largest distance, or block length, of the range, symbols"),
});

const figureSchema = foundOr({ value: finite });

/** How fast a learner can learn a sample. */
const exponentsSchema = z
  .strictObject({
    covariance: z.strictObject({
      exponent: exponentSchema.describe("beta: the norm decays like d^-beta - D^-beta"),
      points: z.array(
        z.strictObject({
          distance: count.describe("d, symbols"),
          reference: count.describe("D, a much larger distance, symbols"),
          norm: finite.describe(
            "operator norm of C(d) - C(D), C(d) = P(x_t, x_t+d) - p p^T, minus the floor of a finite sample",
          ),
          error: finite.describe("standard error of the norm"),
          clear: z.boolean().describe("true: significantly different from chance"),
        }),
      ),
    }),
    context: z.strictObject({
      exponent: exponentSchema.describe("gamma: the remaining gain from more context decays like n^-gamma"),
      points: z.array(
        z.strictObject({
          first: count.describe("smallest number n of context symbols"),
          last: count.describe("largest n"),
          further: count.describe("additional context symbols of the second reading"),
          gain: finite.describe("H_n - H_(n + further) under the observer, bit/symbol"),
          error: finite.describe(
            "standard error of the gain, including the cost of learning the starts of blocks",
          ),
          clear: z.boolean().describe("true: significantly different from chance"),
        }),
      ),
    }),
    scaling: exponentSchema.describe("alpha = gamma / (2 beta): the loss decays like n^-alpha with the data"),
    hilberg: exponentSchema.describe(
      "Hilberg exponent under the observer, an upper bound: neighbouring blocks of m symbols share m^value bits",
    ),
    horizon: figureSchema.describe("largest distance at which symbols have significant mutual information"),
  })
  .describe("how fast a learner can learn the sample, from statistics of the sample");

/** The forecast, or the reason why there is none. */
export const forecastOutcomeSchema = foundOr({
  codeLength: finite.describe("C(n0), bits without a header"),
  rate: finite.describe("mean loss over the last half of the sample, bit/symbol"),
  loss: rangeSchema.describe("l(n0), bit/symbol"),
  members: z.array(z.string()).describe("members of the observer"),
  orders: count.describe("number of block orders in which the sample was read"),
  law: z.strictObject({
    slope: finite.describe("change of log2 l per doubling of the sample, over its last octaves"),
    bend: finite.describe("change of the slope over two octaves"),
    fillIn: finite.describe("share of a block that missing neighbours will predict, see the method"),
    variation: finite.describe("coefficient of variation of the block rates: standard deviation / mean"),
    texts: count.describe(
      "number of texts that the law was learned from, none of the same package as the input",
    ),
    packages: count,
  }),
  duplicates: z.strictObject({
    share: finite.describe("share of the long windows of the sample that also occur in another block"),
    flagged: z
      .boolean()
      .describe("true: the share is so large that the intervals of near-duplicates are used"),
  }),
  drift: z.strictObject({
    correlation: finite.describe("correlation of the rates of blocks that are neighbours in the input"),
    pValue: finite,
    named: z
      .boolean()
      .describe("true: neighbours are more alike than by chance, so the order of the input matters"),
  }),
  expectations: z.array(expectationSchema),
  doubling: z
    .strictObject({ value: finite, lower95: finite, upper95: finite })
    .describe("l(n0) - l(2 n0), bit/symbol"),
  limit: z
    .strictObject({ value: finite, lower95: finite, upper95: finite })
    .describe("limit of the loss, bit/symbol, if its excess over the limit decays at least like n^-0.1"),
  jump: z
    .strictObject({
      symbols: count.describe("symbols of the sample read before the jump, to within a block"),
      drop: finite.describe("drop of the loss, bit/symbol"),
      step: finite.describe("log of the ratio of the loss after the jump to the loss without it, nats"),
      bits: finite.describe("bits saved on the rest of the sample"),
      expert: z.string().describe("member of the observer, or part of its context mixer, that caused it"),
      pValue: finite.describe("probability that a smooth curve has as sharp a step"),
    })
    .nullable()
    .describe("sudden fall of the curve of the sample in file order; widens the intervals; null: none"),
  parts: z
    .array(partSchema)
    .optional()
    .describe("with --tasks: parts of the sequence; their costs add up to the whole"),
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
      sha256: sha256.describe("SHA-256 of the sample's symbols in their order, one, two or four bytes each"),
      blocks: count,
      order: z
        .enum(["drawn", "in-order"])
        .describe("drawn: blocks of the input in seeded random order; in-order: start of the input"),
      of: count
        .nullable()
        .describe(
          "symbols of the input that blocks were drawn from; null: the sample is the whole input, or its start",
        ),
    }),
    outcome: forecastOutcomeSchema,
    exponents: exponentsSchema.optional().describe("with --exponents: exponents of the sample"),
    sha256: sha256.describe("SHA-256 of the forecast: options, sample and outcome"),
    grade: gradeSchema.nullable().describe("null: the rest was not read"),
  })
  .meta({
    title: "mesoscope forecast",
    description: "JSON output of mesoscope forecast: the cost of more of the same data, and its grade.",
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
    symbols: count.describe("symbols learned by then"),
    status: z.literal("ok"),
    loss: z
      .strictObject({ value: bits, lower80: bits, upper80: bits, lower95: bits, upper95: bits })
      .describe("bits per symbol of unseen blocks"),
    examples: count.describe("number of known curves that this was learned from, each cut at a size"),
    groups: count.describe("number of packages that their texts come from"),
    medianError: z
      .number()
      .min(0)
      .describe(
        "median error of these if each package is forecast from the others, relative to the actual loss",
      ),
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
      cells: count.describe("small networks whose learning curves predict how others continue"),
    }),
    outcome: foundOr({
      fall: z.number().describe("decrease of log2 of the loss over the last doubling of the learned symbols"),
      points: z.array(forecastPointSchema),
    }),
  })
  .meta({
    title: "mesoscope learner forecast",
    description: "Cost of more of an input for a learner, forecast from its own curve.",
  });

/** The expected cost of more of an input for a learner. */
export type LearnerForecast = z.infer<typeof learnerForecastSchema>;
