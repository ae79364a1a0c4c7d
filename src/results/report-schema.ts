import * as z from "zod";
import { encodingIds } from "../core/encoding.ts";
import { intervalMethods } from "../core/measurement.ts";
import { quantities } from "../core/quantities.ts";
import { schemaVersion } from "../core/version.ts";

const count = z.int().min(0);
const opened = {
  container: z
    .string()
    .exactOptional()
    .describe("compressed format that it was unpacked from; sizes and offsets are of what was in it"),
  records: z
    .strictObject({
      format: z.string(),
      field: z.string().nullable(),
      documents: count,
      bad: count.describe("records that could not be read"),
    })
    .exactOptional()
    .describe("how it was cut into documents; sizes and offsets are of the documents, one after the other"),
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
    files: count.describe("that were read as one, each a document or the documents in it"),
  }),
  z.strictObject({ kind: z.literal("stdin"), ...opened }),
  z
    .strictObject({ kind: z.literal("memory"), ...opened })
    .describe("text, bytes or symbols that a program handed in"),
  z.strictObject({ kind: z.literal("corpus"), corpus: z.string(), package: z.string(), version: z.string() }),
  z.strictObject({ kind: z.literal("recipe"), recipe: z.string(), seed: z.int().min(0) }),
]);

/** A family of generated sequences that differ in one parameter, or unrelated landmarks. */
const familySchema = z.strictObject({
  id: z.string().describe("the same for all members"),
  title: z.string(),
  kind: z
    .enum(["landmarks", "road"])
    .describe("road: members next to each other in position are joined; landmarks: each is on its own"),
  position: z.int().min(0).describe("of this member along the road, from text or pattern down to noise"),
  parameter: z.string().nullable().describe("what changes along the road, such as eps; null for landmarks"),
  value: z.number().nullable().describe("of the parameter, where it is a number"),
  corpus: z
    .string()
    .nullable()
    .describe("the corpus a road departs from; the row of that corpus, where there is one, comes before all"),
});

const finite = z.number().describe("a finite number");
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
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
  .meta({ description: "confidence interval; null wherever no test has shown its coverage" });

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
      .describe("value and interval are of a bound of the quantity; absent: of the quantity itself"),
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

export const verdictSchema = z.strictObject({
  regime: z.enum(regimeIds),
  between: z
    .array(z.enum(regimeIds))
    .length(2)
    .nullable()
    .describe("of undecided: the two regimes that it may be; null where too little is known"),
  openEnded: z
    .boolean()
    .describe("of structure: each doubling of the data clearly teaches more than the last one"),
  because: z.string(),
  n: count
    .exactOptional()
    .describe("symbols that it rests on, where those of the sample left it open and more were read"),
});

export const certificateSchema = z
  .strictObject({
    against: z.enum(["uniform", "exchangeable"]).describe("the hypothesis: all symbols or all orders alike"),
    savedBits: finite.describe("bits that a code fixed in advance saves against it"),
    log2P: z.number().max(0).describe("log2 of a bound of the p-value: p <= 2^-savedBits"),
    symbols: count.describe("symbols that were coded"),
  })
  .meta({ description: "an exact statement, at any length" });

const memberSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  bits: finite.nullable().describe("what it alone paid for the training part; null: not run in full"),
  weight: finite.describe("in the mixture, after the last symbol"),
});

const sharesSchema = { random: finite, learned: finite, free: finite };
const interval = intervalSchema.nullable();
const shareIntervals = { random: interval, learned: interval, free: interval };

const borderSchema = z.strictObject({
  bits: finite.describe("what the last doubling teaches of noise with patterns, at most"),
  openBits: finite.describe(
    "what it teaches of noise with patterns whose growth is clearly open-ended, at most",
  ),
  least: finite.describe("what it teaches of texts, at least: less than `bits` of short ones"),
  extrapolated: z.boolean().describe("whether the sample is longer than any that it was measured on"),
});

/** The position of a sample: `mesoscope schema output` describes it. */
export const spectrumSchema = z.strictObject({
  randomness: coordinateSchema.describe("x = min(1, l(M) / log2 A): 0 is order, 1 is noise"),
  growth: coordinateSchema.describe("G, what the last doubling of the data taught"),
  growthExponent: coordinateSchema.describe(
    "b, slope of log G against log m: 0 for a finite model, up to 1 for an open vocabulary",
  ),
  tail: z
    .strictObject({ m: count, randomness: finite, growth: finite.describe("bits") })
    .nullable()
    .describe("where the sample stood after half of its symbols; null where nothing was placed"),
  border: borderSchema
    .nullable()
    .describe("what the last doubling teaches of noise with a pattern; null where nothing was placed"),
  twin: finite
    .nullable()
    .describe(
      "G of a sequence drawn from a simple law of columns or records that costs hardly more, bits, which the verdict does not count; null where there is none",
    ),
  rate: coordinateSchema.describe("l(M), what a symbol costs at the end, by the least of the routes"),
  route: z
    .enum(["blocks", "in-order", "uniform"])
    .nullable()
    .describe("blocks in random order, the sequence as it stands, or log2 A; null where nothing was placed"),
  structure: coordinateSchema.describe("S, what the observer had to learn"),
  learnedAfter: count
    .nullable()
    .describe("symbols after which nine tenths of S were learned; null where that was in the last half"),
  copies: z
    .strictObject({
      share: finite.describe("of the symbols: passages that stood elsewhere in the sample"),
      rate: finite.describe("what a symbol costs with them, read as they stand, bit/symbol"),
    })
    .nullable()
    .describe("what was set aside: all other numbers are of the rest; null where nothing was"),
  unit: z
    .strictObject({
      name: z.enum(["binary", "hexadecimal", "base64"]),
      symbols: count.describe("digits"),
      bytes: count.describe("that these digits write"),
    })
    .exactOptional()
    .describe(
      "how the sample writes bytes, where these cost less than its symbols: all other numbers are of the bytes",
    ),
  learnedWithin: z
    .strictObject({
      value: finite.describe("bits"),
      interval: intervalSchema.nullable().describe("over blocks"),
      block: count.describe("symbols of a block"),
    })
    .nullable()
    .describe(
      "local structure: what a block costs beyond as many symbols like its last quarter; null where nothing was placed",
    ),
  trainingLength: count.describe("M, symbols learned"),
  alphabet: finite.describe(
    "A: declared by a recipe, else the symbols present, those rarer than one in a thousand counted in proportion",
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
      raw: z.strictObject(sharesSchema).describe("before they were clamped"),
      intervals: z.strictObject(shareIntervals).describe("of the shares, over blocks and orders"),
    })
    .nullable()
    .describe("shares of log2 A: random, learned, and order that came for free"),
  members: z.array(memberSchema).describe("what the observer is a mixture of"),
  certificates: z.array(certificateSchema),
  verdict: verdictSchema,
});

/** One row of a report: `mesoscope schema output` describes it. */
export const sampleSchema = z.strictObject({
  name: z.string(),
  provenance: provenanceSchema,
  family: familySchema
    .nullable()
    .describe("what a reference of mesoscope map belongs to; null for samples and for single references"),
  size: count.nullable().describe("bytes of the whole input; null for a generated sequence"),
  sha256: sha256.nullable().describe("of the whole input, when all of it was read"),
  sampleSha256: sha256.describe("of the bytes measured"),
  blocks: z.array(z.strictObject({ offset: count, length: count })).describe("which bytes were measured"),
  n: count.describe("symbols measured"),
  encoding: z.strictObject({
    id: z.enum(encodingIds),
    charset: z.enum(["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "latin-1"]).nullable(),
    byteOrderMark: z.boolean(),
    invalidCount: count,
    firstInvalidOffset: count.nullable(),
    library: z.string().exactOptional().describe("name and version of what cut the text into tokens"),
  }),
  alphabet: z.strictObject({ declared: count.nullable(), present: count }),
  ranked: z.boolean(),
  notRankedBecause: z.string().nullable(),
  truth: z.partialRecord(quantityId, truthSchema).nullable(),
  measurements: z.array(measurementSchema),
  spectrum: spectrumSchema.nullable(),
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
  command: z.string().describe("the command of the learner, or the file of losses"),
  samples: z
    .array(
      z.union([
        z.strictObject({
          name: z.string(),
          status: z.literal("ok"),
          learned: count.describe("symbols learned at the end of its curve"),
          asked: count.describe("symbols of blocks that it had not seen"),
          perByte: learnerPairSchema.describe("bits a byte of the input at the end of the curve"),
          randomness: learnerPairSchema.describe("x: l(M) as a share of log2 of the symbols that occur"),
          structure: learnerPairSchema.describe("S, the area between curve and end"),
          inBlocks: learnerPairSchema.describe("local structure, bits a block"),
          excess: learnerPairSchema.nullable().describe("l(M) - h; null: h is not exactly known"),
        }),
        z.strictObject({ name: z.string(), status: z.literal("undefined"), reason: z.string() }),
      ]),
    )
    .describe("in the order in which inputs were found"),
});

/** The machine-readable report, as a zod schema; the types of reports and `mesoscope schema output` are made from it. */
export const reportSchema = z
  .strictObject({
    schemaVersion: z.literal(schemaVersion),
    tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
    environment: z.record(z.string(), z.string()).describe("versions that can change a compressed size"),
    options: z.strictObject({
      sample: z.union([count, z.literal("all")]),
      readOn: count
        .exactOptional()
        .describe("symbols that were read at most where those of a sample left its verdict open"),
      encoding: z.string(),
      seed: count,
      estimators: z.array(z.string()),
    }),
    inputs: z.strictObject({ total: count, ok: count, skipped: count, failed: count }),
    samples: z.array(sampleSchema),
    references: z
      .array(sampleSchema)
      .describe(
        "generated sequences of known truth, measured the same way; they have a size and a seed of their own, which are the same for all samples of about a size",
      ),
    border: borderSchema
      .extend({ n: count })
      .nullable()
      .describe("what the last doubling teaches of noise with a pattern, at the size of the samples"),
    learner: learnerSchema
      .exactOptional()
      .describe(
        "where a learner is named: what it pays for each sample and what the observer does, both asked for the same blocks",
      ),
    skipped: z.array(accountedSchema),
    errors: z.array(accountedSchema),
  })
  .meta({ title: "mesoscope report", description: "Schema of the JSON report of mesoscope." });
