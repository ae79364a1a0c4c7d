import * as z from "zod";
import { coordinateSchema, figureSchema, reportSchema, sampleSchema } from "../../results/report-schema.ts";

/** Version of the comparison's schema; increases when a reader of the old one could be misled. */
export const comparisonVersion = 1;

const finite = z.number().describe("a finite number");
const count = z.int().min(0);
const place = count.describe("index in `samples`");

/** The distances that pairs can be compared by. */
export const distanceId = z.enum(["jsd", "ncd", "code"]);

const comparedSchema = sampleSchema
  .pick({
    name: true,
    provenance: true,
    size: true,
    sha256: true,
    sampleSha256: true,
    blocks: true,
    n: true,
    encoding: true,
    alphabet: true,
    warnings: true,
  })
  .extend({
    compared: z.boolean(),
    notComparedBecause: z.string().nullable(),
    halves: coordinateSchema.describe(
      "divergence between its first and second half: how far the sample itself drifts",
    ),
    nearest: z
      .strictObject({ sample: place, distance: finite })
      .nullable()
      .describe("nearest sample by the first of the distances; null: none compared"),
  });

const crossSchema = z.strictObject({
  learned: place,
  coded: place,
  trainingLength: count.describe("M, symbols learned of each of the two"),
  own: figureSchema.describe("cost of held-out blocks of the coded sample after learning the rest of it"),
  rate: figureSchema.describe("cost of the same blocks after learning the other sample"),
  excess: figureSchema.describe("rate minus own, paired by held-out blocks"),
});

const comparedPairSchema = z.strictObject({
  a: place,
  b: place,
  divergence: figureSchema.describe("Jensen-Shannon divergence of the k-gram distributions, chance removed"),
  plugIn: finite.describe("divergence of the empirical k-gram distributions, bit"),
  chance: finite.describe(
    "expected divergence by chance of two samples with as many k-grams in common, bit; subtracted",
  ),
  exchange: z
    .strictObject({
      p: finite,
      adjusted: finite.describe("p adjusted for the number of pairs, by false discovery rate"),
      splits: count.describe("random exchanges of blocks"),
    })
    .describe("exact test of the hypothesis that the blocks of both samples are exchangeable"),
  beyond: figureSchema.describe(
    "divergence minus twice the mean divergence of the halves of a and of b; its lower end is a 95 % bound",
  ),
  verdict: z.strictObject({
    id: z.enum(["differ", "as-halves", "within-error"]),
    because: z.string(),
  }),
  compression: z
    .strictObject({
      compressor: z.string(),
      library: z.string(),
      distance: finite.describe("normalized compression distance: 0 alike, 1 nothing in common"),
    })
    .nullable()
    .describe("null: not requested"),
  observer: z
    .strictObject({
      profile: z.literal("fast"),
      distance: finite.describe("normalized compression distance with the observer's code length"),
      cross: z.array(crossSchema).describe("both directions"),
    })
    .nullable()
    .describe("null: not requested"),
});

const worthSchema = z.strictObject({
  target: place,
  priced: count.describe("priced symbols of the target: a random half of its blocks, up to 65,536 symbols"),
  have: place.nullable().describe("index of the already known data; null: the other half of the target"),
  known: count.describe("symbols of the already known data"),
  own: figureSchema.describe("cost of the target after learning only the already known data"),
  learned: z.array(
    z.strictObject({
      sources: z
        .array(z.strictObject({ sample: place, share: finite.describe("share of the symbols learned") }))
        .describe("a single source, or the parts of a mixture"),
      symbols: count.describe("symbols learned"),
      onTop: figureSchema.describe("saving if the already known data are learned too, after them"),
      copied: finite.describe(
        "share of the priced stretches of 32 symbols (96 bits for small alphabets) that also occur in the sources",
      ),
    }),
  ),
});

const treeSchema = z.strictObject({
  distance: distanceId,
  linkage: z.literal("average"),
  order: z.array(place).describe("order of the leaves in which no branches cross"),
  merges: z
    .array(z.strictObject({ left: count, right: count, height: finite, size: count }))
    .describe(
      "from the leaves up; left and right: index of a sample, or the number of samples plus the index of a merge",
    ),
});

const newPlaces = z
  .array(
    z.strictObject({ offset: count, bytes: count, line: count.nullable().describe("from 1; null: no text") }),
  )
  .describe("the first and the longest, in order of their offsets");

const versionSchema = z.strictObject({
  a: place,
  b: place,
  identical: z.boolean().describe("equal contents, unpacked"),
  newBytes: count.describe("bytes of b in no passage of 24 bytes or more that a has, too"),
  goneBytes: count.describe("bytes of a in no such passage of b"),
  newPlaces,
  gonePlaces: newPlaces,
});

const linesSchema = z.strictObject({
  a: place,
  b: place,
  share: finite.describe("share of the lines of b that are of kinds that a does not have"),
  between: finite.describe("the same of the second half of a, beside its first"),
  isNew: z.boolean().describe("more than twice as many as between the halves of a"),
  newKinds: z
    .array(z.strictObject({ kind: z.string(), count, line: count, first: z.string() }))
    .describe("the most frequent; line: the first of them, from 1"),
  changed: z
    .array(z.strictObject({ kind: z.string(), from: finite, to: finite, bits: finite }))
    .describe("kinds that both have, at rates that differ more than those of the halves of a"),
});

export const comparisonSchema = z
  .strictObject({
    schemaVersion: z.literal(comparisonVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    options: reportSchema.shape.options.omit({ estimators: true }).extend({
      order: z.union([count, z.literal("covered")]),
      distances: z.array(distanceId),
      worth: z
        .strictObject({
          have: z.boolean().optional().describe("true: the second sample is the already known data"),
          mixtures: z.array(z.array(finite)).describe("shares of the remaining samples, for each mixture"),
        })
        .optional()
        .describe("with --worth: the first sample is the target of learning the others"),
    }),
    inputs: reportSchema.shape.inputs,
    design: z
      .strictObject({
        n: count.describe("symbols of each compared sample"),
        order: count.describe("k, symbols per k-gram"),
        coverage: finite.describe(
          "Good-Turing coverage of the k-grams, reached by at least half of the samples",
        ),
        blocks: count.describe("blocks per sample"),
      })
      .nullable()
      .describe("null: fewer than two samples can be compared"),
    samples: z.array(comparedSchema),
    pairs: z.array(comparedPairSchema),
    versions: z
      .array(versionSchema)
      .describe("pairs of files that are equal, or versions of each other; of up to 8 files of up to 8 MiB"),
    lines: z
      .array(linesSchema)
      .describe(
        "kinds of lines of two files of at most 8 MiB: what is left without numbers and what follows =, :, [ and (",
      ),
    tree: treeSchema.nullable().describe("null: fewer than three samples"),
    learner: z
      .strictObject({
        name: z.string(),
        cross: z.array(crossSchema).describe("as for the observer, both directions for each pair"),
        failed: z.string().nullable().describe("why the learner failed; null: it did not"),
      })
      .nullable()
      .describe("cross code lengths of a learner; null: not requested"),
    worth: worthSchema
      .nullable()
      .describe(
        "value of learning the other samples for the first one; null: not requested, or cannot be computed",
      ),
    skipped: reportSchema.shape.skipped,
    errors: reportSchema.shape.errors,
  })
  .meta({
    title: "mesoscope comparison",
    description: "JSON output of mesoscope compare: distances between samples.",
  });

/** Distances between samples. Equal inputs and options give equal comparisons, except for `environment`. */
export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparedSample = z.infer<typeof comparedSchema>;
/** Distances of a pair: `mesoscope schema comparison` describes them. */
export type ComparedPair = z.infer<typeof comparedPairSchema>;
/** A pair of files of which one is a version of the other. */
export type ComparedVersion = z.infer<typeof versionSchema>;
/** Kinds of lines of a pair of logs or tables. */
export type ComparedLines = z.infer<typeof linesSchema>;
export type CrossCode = z.infer<typeof crossSchema>;
export type ComparisonTree = z.infer<typeof treeSchema>;
/** What learning other inputs saves on a target: `mesoscope schema comparison` describes it. */
export type ComparedWorth = z.infer<typeof worthSchema>;
/** "jsd": divergence of k-gram distributions; "ncd": by a compressor; "code": by the observer. */
export type DistanceId = z.infer<typeof distanceId>;
