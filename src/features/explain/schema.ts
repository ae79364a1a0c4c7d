import * as z from "zod";
import { learnerCurveSchema } from "../../learners/schema.ts";
import { codeLayers } from "../../observer/code-layers.ts";
import { count, figureSchema, foundOr, reportSchema, sampleSchema } from "../../results/report-schema.ts";

/** Version of the explanation's schema; increases when a reader of the old one could be misled. */
export const explanationVersion = 2;

const reason = { status: z.literal("undefined"), reason: z.string() };

const memberSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  codeLength: figureSchema
    .nullable()
    .describe("code length under this member alone; null: not run on all symbols"),
  weight: figureSchema.describe("posterior weight in the mixture after the last symbol"),
});

const observerSchema = z.strictObject({
  profile: z.literal("standard"),
  codeLength: figureSchema.describe("header and losses of the whole mixture"),
  header: figureSchema,
  members: z.array(memberSchema),
  carriedBy: z.strictObject({
    id: z.string(),
    next: z.string().nullable().describe("next best member that was run; null: only one was run"),
    ahead: figureSchema.nullable().describe("difference of their code lengths, bits"),
  }),
});

const compressorSchema = z.strictObject({
  id: z.string(),
  codeLength: figureSchema,
  perSymbol: figureSchema,
  perByte: figureSchema,
});

const expertsSchema = foundOr({
  codeLength: figureSchema.describe("code length of the whole context mixer, header included"),
  saved: figureSchema.describe("bits saved compared with log2 A bits per symbol"),
  parts: z.array(
    z.strictObject({
      id: z.enum(["orders", "words", "sparse", "copies", "lag"]),
      withoutIt: figureSchema.describe("code length of the mixer without this part"),
      brings: figureSchema.describe(
        "increase of the code length without this part; below 0: the part costs more than it saves",
      ),
      share: figureSchema.describe(
        "`brings` divided by what the whole mixer saves; shares of parts need not add up to 1",
      ),
    }),
  ),
});

/** Reason for no experts where the user did not ask for them. */
export const expertsLeftOut = "not measured; --experts measures them";

const ladderVerdict = z
  .enum(["more", "less", "within-error"])
  .describe("surrogate compared with sample: more or less, beyond the error");

const rung = {
  id: z.enum(["symbol-shuffle", "markov", "window-shuffle", "word-shuffle"]),
  parameter: count.nullable().describe("order of a Markov chain, or symbols of a window"),
};

const rungSchema = z.union([
  z.strictObject({
    ...rung,
    status: z.literal("ok"),
    rate: figureSchema.describe("l(M) of the surrogate"),
    structure: figureSchema.describe("S of the surrogate"),
    rateDifference: figureSchema.describe("surrogate minus sample, paired by blocks"),
    rateVerdict: ladderVerdict,
    structureDifference: figureSchema.describe("surrogate minus sample, paired by blocks"),
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
  unit: z
    .enum(["byte", "symbol"])
    .describe("unit of the offsets: bytes of the input, or symbols of the sample"),
  stretches: z.array(
    z.strictObject({
      start: count,
      end: count,
      symbols: count,
      rate: figureSchema.describe("cost under the observer after reading everything before"),
      kind: z.enum(["noise", "order", "repeated", "plain"]),
    }),
  ),
});

const quotedPlace = {
  document: z
    .string()
    .nullable()
    .describe("document that contains it, if the input is several files or a corpus; null: a single input"),
  offset: count.describe("first byte, counted over the concatenated documents of the input"),
  line: count
    .nullable()
    .describe("line of the document, from 1; null: not text, or the preceding text was not read"),
};

const quoteSchema = z.strictObject({
  ...quotedPlace,
  bytes: count,
  rate: figureSchema.describe("cost of a byte under the fast observer"),
  excerpt: z.string().describe("beginning of the passage; undecodable bytes are written as \\xhh"),
  copyOf: z
    .strictObject(quotedPlace)
    .nullable()
    .describe("position of the original; null: not quoted as a copy"),
});

const quotesSchema = foundOr({
  surprising: z.array(quoteSchema).describe("passages with the highest cost per byte, most expensive first"),
  repeated: z.array(quoteSchema).describe("longest copies of earlier passages, longest first"),
  orderly: z
    .array(quoteSchema)
    .describe("passages with the lowest cost per byte that are not copies, cheapest first"),
});

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
  z.strictObject({ kind: z.literal("period"), period: count, ...findingSaved }),
  z.strictObject({ kind: z.literal("register"), taps: places, ...findingSaved }),
  z.strictObject({
    kind: z.literal("parity"),
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
    learner: learnerCurveSchema.nullable().describe("learning curve of the named learner; null: none named"),
  })
  .meta({
    title: "mesoscope explanation",
    description: "JSON output of mesoscope explain: one sample in depth.",
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
