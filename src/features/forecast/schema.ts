import * as z from "zod";
import { encodingIds } from "../../core/encoding.ts";
import { foundOr, provenanceSchema, reportSchema } from "../../results/report-schema.ts";

/** Version of the forecast's schema; increases when a reader of the old one could be misled. */
export const forecastVersion = 2;

const finite = z.number().describe("a finite number");
const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const ends = { lower80: finite, upper80: finite, lower95: finite, upper95: finite };
const rangeSchema = z.strictObject({ value: finite, ...ends });

const baselineSchema = z.enum(["last-marginal-rate", "power-law", "f1"]);

const expectationSchema = z.strictObject({
  factor: finite.describe("k"),
  symbols: count.describe("k n0"),
  codeLength: rangeSchema.describe("C(k n0), bits"),
  excess: rangeSchema.describe("C(k n0) - C(n0), bits"),
  loss: rangeSchema.describe("l(k n0): cost of one more symbol at that size, bit/symbol"),
  graded: z.boolean().describe("false: further than any forecast that the intervals were learned from"),
  baselines: z.array(z.strictObject({ id: baselineSchema, excess: finite.describe("bits") })),
});

const gradedSchema = z.union([
  z.strictObject({
    factor: finite,
    status: z.literal("ok"),
    excess: finite.describe("actual C(k n0) - C(n0), bits"),
    error: finite.describe("error of the forecast excess, relative to the actual one"),
    within80: z.boolean(),
    within95: z.boolean(),
    baselines: z.array(z.strictObject({ id: baselineSchema, error: finite })),
  }),
  z.strictObject({ factor: finite, status: z.literal("undefined"), reason: z.string() }),
]);

const gradeSchema = z.strictObject({
  n: count.describe("symbols of the input used for grading"),
  points: z.array(gradedSchema),
});

/** The forecast, or the reason why there is none. */
export const forecastOutcomeSchema = foundOr({
  codeLength: finite.describe("C(n0), bits without a header"),
  rate: finite.describe("mean loss over the last half of the sample, bit/symbol"),
  loss: rangeSchema.describe("l(n0), bit/symbol"),
  members: z.array(z.string()).describe("members of the observer"),
  orders: count.describe("number of block orders in which the sample was read"),
  law: z.strictObject({
    id: baselineSchema.describe("the simple law that the forecast follows"),
    exponent: finite.describe("of the power law through C(n0 / 2) and C(n0)"),
    limit: finite.describe("of the loss under f1, bit/symbol"),
    texts: count.describe("number of texts whose graded errors make the intervals"),
    duplicated: finite.describe(
      "share of the long windows of the sample's last half that also occur in its first: widens the intervals",
    ),
  }),
  expectations: z.array(expectationSchema),
});

export const forecastSchema = z
  .strictObject({
    schemaVersion: z.literal(forecastVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    name: z.string(),
    provenance: provenanceSchema,
    options: z.strictObject({ encoding: z.enum(encodingIds), seed: count, factors: z.array(finite) }),
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

const olderSchema = z.object({
  schemaVersion: z.int().positive().lt(forecastVersion),
  tool: z.object({ name: z.literal("mesoscope"), version: z.string() }),
});

/** Why a forecast of an older schema is refused; undefined: it is none. */
export function olderForecast(document: unknown): string | undefined {
  const maker = olderSchema.safeParse(document).data?.tool.version;
  return maker && `a forecast of mesoscope ${maker} cannot be graded by this version: make it anew`;
}
