import * as z from "zod";
import { learnerCurveSchema } from "../../learners/schema.ts";
import { codeLayers } from "../../observer/code-layers.ts";
import { figureSchema, foundOr, reportSchema, sampleSchema } from "../../results/report-schema.ts";

/** Version of the explanation's schema; increases when a reader of the old one could be misled. */
export const explanationVersion = 2;

const count = z.int().min(0);
const reason = { status: z.literal("undefined"), reason: z.string() };

const memberSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  codeLength: figureSchema.nullable().describe("what it alone would pay; null: not run in full"),
  weight: figureSchema.describe("in the mixture, after the last symbol"),
});

const observerSchema = z.strictObject({
  profile: z.literal("standard"),
  codeLength: figureSchema.describe("header and losses of the whole mixture"),
  header: figureSchema,
  members: z.array(memberSchema),
  carriedBy: z.strictObject({
    id: z.string(),
    next: z.string().nullable().describe("the next best member that was run; null: it was the only one"),
    ahead: figureSchema.nullable().describe("bits between the two"),
  }),
});

const compressorSchema = z.strictObject({
  id: z.string(),
  codeLength: figureSchema,
  perSymbol: figureSchema,
  perByte: figureSchema,
});

const expertsSchema = foundOr({
  codeLength: figureSchema.describe("of the whole context mixer, header included"),
  saved: figureSchema.describe("against log2 A bits a symbol"),
  parts: z.array(
    z.strictObject({
      id: z.enum(["orders", "words", "sparse", "copies", "lag"]),
      withoutIt: figureSchema.describe("code length of the mixer without this part"),
      brings: figureSchema.describe("how much more that is; below 0 the part costs more than it brings"),
      share: figureSchema.describe("of what the whole mixer saves; shares of parts need not add up"),
    }),
  ),
});

/** Reason for no experts where the user did not ask for them. */
export const expertsLeftOut = "not measured; --experts measures them";

const ladderVerdict = z
  .enum(["more", "less", "within-error"])
  .describe("whether the surrogate is more or less than the sample, beyond the error");

const rung = {
  id: z.enum(["symbol-shuffle", "markov", "window-shuffle", "word-shuffle"]),
  parameter: count.nullable().describe("order of a chain, or symbols of a window"),
};

const rungSchema = z.union([
  z.strictObject({
    ...rung,
    status: z.literal("ok"),
    rate: figureSchema.describe("l(M) of the surrogate"),
    structure: figureSchema.describe("S of the surrogate"),
    rateDifference: figureSchema.describe("surrogate less sample, paired by blocks"),
    rateVerdict: ladderVerdict,
    structureDifference: figureSchema.describe("surrogate less sample, paired by blocks"),
    structureVerdict: ladderVerdict,
  }),
  z.strictObject({ ...rung, ...reason }),
]);

const ladderSchema = z.strictObject({
  profile: z.literal("fast"),
  trainingLength: count.describe("M, symbols of the sample and of each surrogate"),
  rate: figureSchema.describe("l(M) of the sample"),
  structure: figureSchema.describe("S of the sample"),
  rungs: z
    .array(rungSchema)
    .describe("one surrogate each; intervals cover the choice of blocks, their order and what was learned"),
});

const profileSchema = z.strictObject({
  unit: z.enum(["byte", "symbol"]).describe("of the offsets: bytes of the input, or symbols of the sample"),
  stretches: z.array(
    z.strictObject({
      start: count,
      end: count,
      symbols: count,
      rate: figureSchema.describe("what the observer pays here, having read all that is before"),
      kind: z.enum(["noise", "order", "repeated", "plain"]),
    }),
  ),
});

const quotedPlace = {
  document: z
    .string()
    .nullable()
    .describe("of several files, or of a corpus: the one that it is of; null: the input is one"),
  offset: count.describe("first byte, in the input, which is all documents one after the other"),
  line: count
    .nullable()
    .describe("of the document, from 1; null: it is no text, or what is before it was not read"),
};

const quoteSchema = z.strictObject({
  ...quotedPlace,
  bytes: count,
  rate: figureSchema.describe("what a byte of it costs the fast observer"),
  excerpt: z.string().describe("its beginning; bytes that are no character as \\xhh"),
  copyOf: z
    .strictObject(quotedPlace)
    .nullable()
    .describe("where it stood before; null: it is quoted for its cost"),
});

const quotesSchema = foundOr({
  surprising: z
    .array(quoteSchema)
    .describe("passages of the sample whose bytes cost most, the most expensive first"),
  repeated: z.array(quoteSchema).describe("the longest passages that stood before, the longest first"),
  orderly: z.array(quoteSchema).describe("passages that are no copies and cost least, the cheapest first"),
});

const waterfallSchema = z.strictObject({
  alphabet: figureSchema.describe("log2 A, of the symbols that are told apart"),
  layers: z
    .array(
      z.strictObject({
        id: z.enum(codeLayers).describe("what the code knows beyond the one before it"),
        codeLength: figureSchema.describe("of the code that knows this and all before it, header included"),
        saves: figureSchema.describe(
          "against the code before it, or log2 A; below 0: it costs; paired by blocks",
        ),
        share: figureSchema.describe("of log2 A"),
      }),
    )
    .describe("nested codes: log2 A less all that they save is what the observer pays"),
  remainder: z.strictObject({
    rate: figureSchema.describe("what the observer pays"),
    share: figureSchema.describe("of log2 A"),
    tests: foundOr({
      pValue: figureSchema.describe("chance of a least p-value as small, were the symbols the observer's"),
      each: z.array(
        z.strictObject({
          id: z.enum(["frequencies", "pairs", "serial-correlation", "spectrum", "linear-complexity"]),
          pValue: figureSchema,
        }),
      ),
    }).describe("of the symbols as uniform numbers: randomised quantile residuals"),
    observers: z
      .array(
        z.strictObject({
          id: z
            .enum(["deep-observer", "context-trees", "fast-observer"])
            .describe("the first reads the symbols, the others top bits and bytes of the residuals"),
          saved: figureSchema.describe("k bits have a chance of at most 2^-k; below 0: it finds nothing"),
          perSymbol: figureSchema,
        }),
      )
      .describe("stronger observers"),
  }),
});

const findingSaved = {
  saved: figureSchema.describe("on the second half; k bits have a chance of at most 2^-k"),
};
const numberLaw = z.union([
  z.strictObject({
    type: z.literal("step"),
    step: z.int().describe("each number is the last one plus this; of stored numbers modulo their size"),
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
    step: z.int().describe("each row is the last one plus this, in units of the column that carries first"),
    columns: count.describe("numbers of a row"),
    after: z
      .array(z.union([count, z.enum(["month", "year"])]))
      .describe(
        "how many of a column carry 1 to the next one, in the order in which they carry; days of a month or a year",
      ),
  }),
]);
const places = z.array(count).describe("how many symbols back");

const findingSchema = z.union([
  z.strictObject({ kind: z.literal("period"), period: count, ...findingSaved }),
  z.strictObject({ kind: z.literal("register"), taps: places, ...findingSaved }),
  z.strictObject({
    kind: z.literal("parity"),
    taps: places,
    share: figureSchema.describe("of the symbols that are the sum of those, modulo 2"),
    ...findingSaved,
  }),
  z.strictObject({
    kind: z.literal("columns"),
    width: count.describe("symbols of a record"),
    columns: z
      .array(z.strictObject({ first: count, last: count }))
      .describe(
        "those that save at least half of what the best one does, counted from 1; empty: most of them",
      ),
    counters: z
      .array(z.strictObject({ column: count, step: z.int() }))
      .optional()
      .describe("columns whose bytes count modulo 256, and by what; absent: none do"),
    share: figureSchema.describe("of what is saved on the second half that these columns bring"),
    perSymbol: figureSchema.describe("saved on a symbol of the second half"),
    ...findingSaved,
  }),
  z.strictObject({
    kind: z.literal("numbers"),
    base: count.nullable().describe("in which they are written; null: they are stored"),
    stored: z
      .strictObject({ bytes: count, order: z.enum(["little", "big"]) })
      .nullable()
      .describe("size and order of bytes, which means nothing of 1 byte; null: they are written"),
    part: figureSchema.describe("of the numbers of this form that the law is about"),
    law: numberLaw,
    share: figureSchema.describe(
      "of those of the second half that follow it; of rows that carry, of their symbols",
    ),
    ...findingSaved,
  }),
  z.strictObject({
    kind: z.literal("wave"),
    length: figureSchema.describe("symbols of a wave"),
    centre: figureSchema.describe("value that it goes up and down about"),
    amplitude: figureSchema,
    deviation: figureSchema.describe("standard deviation of the values from the wave"),
    ...findingSaved,
  }),
]);

/** The details of a sample. */
const depthSchema = foundOr({
  waterfall: waterfallSchema,
  findings: z.array(findingSchema).describe("rules chosen on the first half, the largest saving first"),
  observer: observerSchema,
  compressors: z.array(compressorSchema),
  experts: expertsSchema,
  ladder: ladderSchema,
  profile: profileSchema,
  quotes: quotesSchema,
});

export const explanationSchema = z
  .strictObject({
    schemaVersion: z.literal(explanationVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    options: reportSchema.shape.options.omit({ estimators: true }),
    sample: sampleSchema,
    depth: depthSchema,
    learner: learnerCurveSchema.nullable().describe("what a learner pays, where one was named"),
  })
  .meta({
    title: "mesoscope explanation",
    description: "Schema of the JSON that mesoscope explain prints: one sample in depth.",
  });

/** One sample in depth. Equal inputs and options give equal explanations, except for `environment`. */
export type Explanation = z.infer<typeof explanationSchema>;
/** The details where the sample was long enough. */
export type Depth = Extract<z.infer<typeof depthSchema>, { status: "ok" }>;
/** A surrogate beside the sample. */
export type Rung = z.infer<typeof rungSchema>;
/** A stretch of a sample, with its kind. */
export type Stretch = Depth["profile"]["stretches"][number];
/** A passage of a sample, with its position and beginning. */
export type Quote = Extract<Depth["quotes"], { status: "ok" }>["surprising"][number];
