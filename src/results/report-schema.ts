import * as z from "zod";
import { encodingIds, notationNames } from "../core/encoding.ts";
import { intervalMethods } from "../core/measurement.ts";
import { quantities } from "../core/quantities.ts";
import { schemaVersion } from "../core/version.ts";

export const count = z.int().min(0);
const opened = {
  container: z
    .string()
    .exactOptional()
    .describe("compressed format of the input; sizes and offsets refer to the unpacked content"),
  records: z
    .strictObject({
      format: z.string(),
      field: z.string().nullable(),
      documents: count,
      bad: count.describe("records that could not be read"),
    })
    .exactOptional()
    .describe("how the input was split into documents; sizes and offsets refer to their concatenation"),
};

/** The origin of a row. */
export const provenanceSchema = z.union([
  z.strictObject({
    kind: z.literal("file"),
    path: z.string(),
    pathBase64: z.string().optional(),
    ...opened,
  }),
  z.strictObject({
    kind: z.literal("files"),
    files: count.describe("files read as one input; each is one document, or holds several"),
  }),
  z.strictObject({ kind: z.literal("stdin"), ...opened }),
  z
    .strictObject({ kind: z.literal("memory"), ...opened })
    .describe("text, bytes or symbols passed by a program"),
  z.strictObject({ kind: z.literal("corpus"), corpus: z.string(), package: z.string(), version: z.string() }),
  z.strictObject({ kind: z.literal("recipe"), recipe: z.string(), seed: z.int().min(0) }),
]);

/** A family of generated sequences that differ in one parameter, or unrelated landmarks. */
const familySchema = z.strictObject({
  id: z.string().describe("shared by all members of the family"),
  title: z.string(),
  kind: z
    .enum(["landmarks", "road"])
    .describe("road: neighbouring members are joined by a line; landmarks: members are unrelated"),
  position: z.int().min(0).describe("index of this member on the road, from text or pattern to noise"),
  parameter: z
    .string()
    .nullable()
    .describe("parameter that changes along the road, such as eps; null for landmarks"),
  value: z.number().nullable().describe("value of the parameter; null: not a number"),
  corpus: z
    .string()
    .nullable()
    .describe("corpus that the road starts from; its row, if any, precedes the members; null: none"),
});

export const finite = z.number().describe("a finite number");
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const quantityId = z.enum(
  Object.keys(quantities) as [keyof typeof quantities, ...(keyof typeof quantities)[]],
);
export const unitSchema = z.enum(["bit", "bit/symbol", "bit/byte", "bit symbol", "symbol", "1"]);

export const intervalSchema = z
  .strictObject({
    lower: finite,
    upper: finite,
    level: z.number().gt(0).lt(1),
    method: z.enum(intervalMethods),
  })
  .meta({ description: "confidence interval; null: no test has verified its coverage" });

/** A number, and its interval where one is known. */
export const measuredSchema = z.strictObject({ value: finite, interval: intervalSchema.nullable() });

export const boundSchema = z.enum(["upper", "lower"]);

const warningSchema = z.looseObject({ code: z.string(), message: z.string() });

const stamp = {
  estimator: z.string(),
  quantity: quantityId,
  unit: unitSchema,
  parameters: z.record(z.string(), z.unknown()),
  n: count.describe("symbols measured"),
};

export const seriesSchema = z.strictObject({
  index: z.string(),
  points: z.array(z.strictObject({ x: finite, value: finite, interval: intervalSchema.nullable() })),
});

export const tableSchema = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
});

const warnings = z.array(warningSchema);

/** One measurement: `mesoscope schema output` describes it. */
export const measurementSchema = z.union([
  z.strictObject({
    ...stamp,
    status: z.literal("ok"),
    shape: z.literal("scalar"),
    value: finite,
    interval: intervalSchema.nullable(),
    bound: boundSchema
      .exactOptional()
      .describe("value and interval describe a bound of the quantity; absent: the quantity itself"),
    warnings,
  }),
  z.strictObject({
    ...stamp,
    status: z.literal("ok"),
    shape: z.literal("series"),
    value: seriesSchema,
    interval: z.null(),
    warnings,
  }),
  z.strictObject({
    ...stamp,
    status: z.literal("ok"),
    shape: z.literal("table"),
    value: tableSchema,
    interval: z.null(),
    warnings,
  }),
  z.strictObject({ ...stamp, status: z.literal("undefined"), reason: z.string() }),
]);

const unit = { unit: unitSchema };

/** Statements about a quantity, without its unit. */
export const truthSchemas = [
  z.strictObject({ status: z.literal("exact"), value: finite, digits: count, route: z.string() }),
  z.strictObject({ status: z.literal("bounds"), lower: finite, upper: finite, route: z.string() }),
  z.strictObject({ status: z.literal("conjectured"), value: finite, by: z.string(), route: z.string() }),
  z.strictObject({ status: z.literal("infinite"), route: z.string() }),
  z.strictObject({ status: z.literal("unknown"), reason: z.string() }),
] as const;

const truthSchema = z.union(truthSchemas.map((schema) => z.strictObject({ ...schema.shape, ...unit })));

/** A result, or the reason why there is none. */
export const foundOr = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.union([
    z.strictObject({ status: z.literal("ok"), ...shape }),
    z.strictObject({ status: z.literal("undefined"), reason: z.string() }),
  ]);

/** One coordinate of the spectrum. */
export const coordinateSchema = z.union([
  z.strictObject({
    status: z.literal("ok"),
    value: finite,
    interval: intervalSchema.nullable(),
    unit: unitSchema,
  }),
  z.strictObject({ status: z.literal("undefined"), reason: z.string(), unit: unitSchema }),
]);

/** A number with its unit, and an interval wherever a test has shown its coverage. */
export const figureSchema = coordinateSchema.options[0].omit({ status: true });

/** The regimes of a verdict. */
const regimeIds = ["noise", "order", "pattern", "structure", "undecided"] as const;
export const regimeSchema = z.enum(regimeIds);

export const verdictSchema = z.strictObject({
  regime: regimeSchema,
  between: z
    .array(z.enum(regimeIds))
    .length(2)
    .nullable()
    .describe("the two possible regimes of an undecided sample; null: decided, or too little is known"),
  openEnded: z
    .boolean()
    .describe(
      "for structure: each doubling of the data teaches significantly more than the previous one, but less than twice as much",
    ),
  because: z.string(),
  n: count
    .exactOptional()
    .describe("symbols that the verdict is based on, if the sample left it undecided and more were read"),
});

export const certificateSchema = z
  .strictObject({
    against: z
      .enum(["uniform", "exchangeable"])
      .describe("null hypothesis; uniform: all symbols are equally likely, exchangeable: all orders are"),
    savedBits: finite.describe("bits that a code fixed in advance saves compared with the hypothesis"),
    log2P: z.number().max(0).describe("log2 of the bound on the p value: p <= 2^-savedBits"),
    symbols: count.describe("symbols coded"),
  })
  .meta({ description: "bound on a p value that is exact at any length" });

const memberSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  bits: finite
    .nullable()
    .describe("cost of all symbols under this member alone, bits; null: not run on all symbols"),
  weight: finite.describe("posterior weight in the mixture after the last symbol"),
});

const sharesSchema = { random: finite, learned: finite, free: finite };
const interval = intervalSchema.nullable();
const shareIntervals = { random: interval, learned: interval, free: interval };

const borderSchema = z.strictObject({
  bits: finite.describe("largest growth G of noise with a pattern"),
  openBits: finite.describe(
    "largest growth G of noise with a pattern whose growth is significantly open-ended",
  ),
  least: finite.describe("smallest growth G of texts; less than `bits` for short ones"),
  extrapolated: z.boolean().describe("whether the sample is longer than those used to measure the border"),
});

/** The position of a sample: `mesoscope schema output` describes it. */
export const spectrumSchema = z.strictObject({
  randomness: coordinateSchema.describe("x = min(1, l(M) / log2 A): 0 is order, 1 is noise"),
  growth: coordinateSchema.describe(
    "growth G: what the last doubling of the data teaches; K/2 of a model with K parameters",
  ),
  exponent: coordinateSchema.describe(
    "b, slope of log G against log m: 0 for a finite model, up to 1 for an open vocabulary",
  ),
  tail: z
    .strictObject({ m: count, randomness: finite, growth: finite.describe("bits") })
    .nullable()
    .describe("position of the sample after half of its symbols; null: no position"),
  border: borderSchema
    .nullable()
    .describe("growth of noise with a pattern at this length; null: no position"),
  twin: finite
    .nullable()
    .describe(
      "growth G of a sequence drawn from a simple law of columns or records that costs hardly more, bits; the verdict does not count it; null: none",
    ),
  rate: coordinateSchema.describe("l(M), cost of a symbol after learning M symbols, by the cheapest route"),
  route: z
    .enum(["blocks", "in-order", "uniform"])
    .nullable()
    .describe("blocks: in random order; in-order: the sequence as it is; uniform: log2 A; null: no position"),
  structure: coordinateSchema.describe("structure S: what the observer had to learn"),
  learnedAfter: count
    .nullable()
    .describe(
      "symbols after which 90 % of S was learned; null: not within the first half, or S is not above 0",
    ),
  copies: z
    .strictObject({
      share: finite.describe("share of the symbols in passages that also occur elsewhere in the sample"),
      rate: finite.describe("cost of a symbol in the sample with its copies, read in order, bit/symbol"),
      passage: count.nullable().describe("symbols of the passage that is repeated; null: the sample is more"),
      randomness: finite.describe("x of what is no copy"),
    })
    .nullable()
    .describe(
      "copies: what a symbol costs (x, rate, curve, tail) is of the whole sample, what is learned of the rest; null: there are few",
    ),
  unit: z
    .strictObject({
      name: z.enum(notationNames),
      symbols: count.describe("symbols of a unit, or of all of the sample where units differ"),
      bytes: count.describe("bytes that these symbols write; digits without the line breaks of `lines`"),
    })
    .exactOptional()
    .describe(
      "notation of bytes in the sample, if the bytes cost less than its symbols, or lines of one length; all other numbers describe the bytes, or the digits",
    ),
  learnedWithin: z
    .strictObject({
      value: finite.describe("bits"),
      interval: intervalSchema.nullable().describe("interval over blocks"),
      block: count.describe("symbols of a block"),
    })
    .nullable()
    .describe(
      "local structure: cost of a block in excess of its last quarter's rate; null: no position, or no long block",
    ),
  trainingLength: count.describe("M, symbols learned"),
  alphabet: finite.describe(
    "A: declared by a recipe, else the symbols present; symbols rarer than 1 in 1000 count in proportion",
  ),
  curve: z
    .array(
      z.strictObject({
        m: count,
        rate: finite,
        structure: z.strictObject({ value: finite, interval: intervalSchema }).nullable(),
      }),
    )
    .describe("l(m), bit/symbol, and S(m), bit; S(m) is null within the first block"),
  budget: z
    .strictObject({
      ...sharesSchema,
      raw: z.strictObject(sharesSchema).describe("shares before clamping"),
      intervals: z.strictObject(shareIntervals).describe("intervals of the shares, over blocks and orders"),
    })
    .nullable()
    .describe("shares of log2 A: random, learned, and free (predictable with next to no learning)"),
  members: z.array(memberSchema).describe("members of the observer's mixture"),
  certificates: z.array(certificateSchema),
  verdict: verdictSchema,
});

const likedSchema = {
  title: z
    .string()
    .describe(
      "such as Moby-Dick (English novel); the kind if several references of it are alike, and `A or B` if two kinds are",
    ),
  kind: z.string().describe("such as English, JSON or machine code"),
  reference: z.string().describe("id of the reference"),
  cost: figureSchema.describe("cost of a byte under the frozen model of the reference"),
};

export const likeSchema = foundOr({
  ...likedSchema,
  ownFrequencies: figureSchema.describe("cost of a byte under the symbol frequencies of the sample"),
  second: z.strictObject(likedSchema).describe("the cheapest reference of another kind"),
});

/** One row of a report: `mesoscope schema output` describes it. */
export const sampleSchema = z.strictObject({
  name: z.string(),
  sentence: z
    .string()
    .exactOptional()
    .describe("the verdict in one plain sentence; absent without a verdict"),
  provenance: provenanceSchema,
  family: familySchema
    .nullable()
    .describe("reference family of mesoscope map; null for samples and single references"),
  size: count.nullable().describe("bytes of the whole input; null for a generated sequence"),
  sha256: sha256.nullable().describe("SHA-256 of the whole input; null: not all of it was read"),
  sampleSha256: sha256.describe("SHA-256 of the measured bytes"),
  blocks: z.array(z.strictObject({ offset: count, length: count })).describe("ranges of the measured bytes"),
  n: count.describe("symbols measured"),
  encoding: z.strictObject({
    id: z.enum(encodingIds),
    charset: z.enum(["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "latin-1"]).nullable(),
    byteOrderMark: z.boolean(),
    invalidCount: count,
    firstInvalidOffset: count.nullable(),
    library: z
      .string()
      .exactOptional()
      .describe("name and version of the library that split the text into tokens"),
  }),
  alphabet: z.strictObject({ declared: count.nullable(), present: count }),
  ranked: z.boolean(),
  notRankedBecause: z.string().nullable(),
  truth: z.partialRecord(quantityId, truthSchema).nullable(),
  measurements: z.array(measurementSchema),
  spectrum: spectrumSchema.nullable(),
  like: likeSchema
    .exactOptional()
    .describe(
      "the reference text that the sample is like, by code length; absent: not compared, as generated sequences are not",
    ),
  sections: z
    .strictObject({
      count: count.describe("number of sections"),
      sentence: z.string().describe("what they are; mesoscope sections says where"),
    })
    .exactOptional()
    .describe("parts of the whole input that differ in kind; absent: one kind, or not looked for"),
  warnings,
});

const accountedSchema = z.strictObject({
  input: z.string(),
  pathBase64: z.string().optional(),
  reason: z.string(),
});

/** The cost of a sample for a learner, and for the observer. */
export const learnerPairSchema = z.strictObject({
  learner: figureSchema.nullable(),
  observer: figureSchema.nullable(),
});

const learnerSchema = z.strictObject({
  command: z.string().describe("command of the learner, or file of losses"),
  samples: z
    .array(
      z.union([
        z.strictObject({
          name: z.string(),
          status: z.literal("ok"),
          learned: count.describe("symbols learned at the end of the curve"),
          asked: count.describe("symbols of held-out blocks that were priced"),
          perByte: learnerPairSchema.describe("bits per byte of the input at the end of the curve"),
          randomness: learnerPairSchema.describe(
            "x: l(M) divided by log2 of the number of symbols that occur",
          ),
          structure: learnerPairSchema.describe("structure S: area between the curve and its end"),
          inBlocks: learnerPairSchema.describe("local structure, bits per block"),
          excess: learnerPairSchema.nullable().describe("l(M) - h; null: h is not exactly known"),
        }),
        z.strictObject({ name: z.string(), status: z.literal("undefined"), reason: z.string() }),
      ]),
    )
    .describe("in the order of the inputs"),
});

/** The machine-readable report, as a zod schema; the types of reports and `mesoscope schema output` are made from it. */
export const reportSchema = z
  .strictObject({
    schemaVersion: z.literal(schemaVersion),
    tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
    environment: z
      .record(z.string(), z.string())
      .describe("software versions that can change a compressed size"),
    options: z.strictObject({
      sample: z.union([count, z.literal("all")]),
      readOn: count
        .exactOptional()
        .describe("largest number of symbols read if a sample left its verdict undecided"),
      encoding: z.string(),
      seed: count,
      estimators: z.array(z.string()),
    }),
    inputs: z.strictObject({ total: count, ok: count, skipped: count, failed: count }),
    samples: z.array(sampleSchema),
    references: z
      .array(sampleSchema)
      .describe(
        "generated sequences of known truth, measured in the same way; they have a size and a seed of their own, equal for all samples of about the same size",
      ),
    border: borderSchema
      .extend({ n: count })
      .nullable()
      .describe("growth of noise with a pattern at the size of the samples"),
    learner: learnerSchema
      .exactOptional()
      .describe("cost of each sample under the named learner and under the observer, on the same blocks"),
    skipped: z.array(accountedSchema),
    errors: z.array(accountedSchema),
  })
  .meta({ title: "mesoscope report", description: "Schema of the JSON report of mesoscope." });
