import * as z from "zod";
import { coordinateSchema, figureSchema, reportSchema, sampleSchema } from "../../results/report-schema.ts";

/** Version of the comparison's schema; increases when a reader of the old one could be misled. */
export const comparisonVersion = 1;

const finite = z.number().describe("a finite number");
const count = z.int().min(0);
const place = count.describe("place among the samples");

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
      "divergence of its first half and its second: how far it wanders itself",
    ),
    nearest: z
      .strictObject({ sample: place, distance: finite })
      .nullable()
      .describe("the sample at the least distance, by the first of the distances"),
  });

const crossSchema = z.strictObject({
  learned: place,
  coded: place,
  trainingLength: count.describe("M, symbols learned of either"),
  own: figureSchema.describe("what an observer that learned the coded sample pays for its held-out blocks"),
  rate: figureSchema.describe("what one that learned the other sample pays for them"),
  excess: figureSchema.describe("the one less the other, paired by held-out blocks"),
});

const comparedPairSchema = z.strictObject({
  a: place,
  b: place,
  divergence: figureSchema.describe("Jensen-Shannon divergence of the laws of k symbols, chance removed"),
  plugIn: finite.describe("divergence of the empirical laws, bit"),
  chance: finite.describe("what two samples that share as many words diverge by chance, bit; removed"),
  exchange: z
    .strictObject({
      p: finite,
      adjusted: finite.describe("for the number of pairs, by false discovery rate"),
      splits: count.describe("random exchanges of blocks"),
    })
    .describe("exact test of the hypothesis that the blocks of both could be in any order"),
  beyond: figureSchema.describe(
    "divergence less twice the mean of what the halves of a, and of b, diverge; its lower end bounds it at 95 %",
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
    .describe("null: not asked for"),
  observer: z
    .strictObject({
      profile: z.literal("fast"),
      distance: finite.describe("normalized compression distance by the observer's code length"),
      cross: z.array(crossSchema).describe("either way"),
    })
    .nullable()
    .describe("null: not asked for"),
});

const worthSchema = z.strictObject({
  target: place,
  priced: count.describe(
    "symbols of the target that are priced: every other block of it at random, up to 65,536",
  ),
  have: place.nullable().describe("what is had already; null: the other half of the target"),
  known: count.describe("symbols that are had already"),
  uniform: finite.describe("bits a symbol of the target without anything learned, log2 A"),
  own: figureSchema.describe("what one pays that has learned only what is had already"),
  learned: z.array(
    z.strictObject({
      sources: z
        .array(z.strictObject({ sample: place, share: finite.describe("of the symbols learned") }))
        .describe("one, or the parts of a mixture"),
      curve: z
        .array(z.strictObject({ n: count.describe("symbols learned"), rate: figureSchema }))
        .describe("what one pays for the target that has learned that many symbols of it and nothing else"),
      alone: figureSchema.describe("what all of it saves against log2 A"),
      onTop: figureSchema.describe("what it saves one that learns what is had already after it"),
      copied: finite.describe(
        "share of the priced stretches of 32 symbols, or 96 bits of a small alphabet, that are in the sources, too",
      ),
    }),
  ),
});

const treeSchema = z.strictObject({
  distance: distanceId,
  linkage: z.literal("average"),
  order: z.array(place).describe("of the leaves, so that no branches cross"),
  merges: z
    .array(z.strictObject({ left: count, right: count, height: finite, size: count }))
    .describe("from the leaves up; below the number of samples a sample, else that many the merge"),
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
          have: z.boolean().optional().describe("the second sample is what is had already"),
          mixtures: z.array(z.array(finite)).describe("shares of the samples after those"),
        })
        .optional()
        .describe("the first sample is what the others are learned for"),
    }),
    inputs: reportSchema.shape.inputs,
    design: z
      .strictObject({
        n: count.describe("symbols of every sample that is compared"),
        order: count.describe("k, symbols of a word"),
        coverage: finite.describe("Good-Turing coverage of the words in half of the samples at least"),
        blocks: count.describe("blocks of every sample"),
      })
      .nullable()
      .describe("null: fewer than two samples can be compared"),
    samples: z.array(comparedSchema),
    pairs: z.array(comparedPairSchema),
    tree: treeSchema.nullable().describe("null: fewer than three samples"),
    learner: z
      .strictObject({
        name: z.string(),
        cross: z.array(crossSchema).describe("as the observer's, either way of every two samples"),
        failed: z.string().nullable().describe("why it did not answer; null: it did"),
      })
      .nullable()
      .describe("what a learner pays that learned another sample; null: none was asked"),
    worth: worthSchema
      .nullable()
      .describe(
        "what learning the others is worth to the first sample; null: not asked for, or not to be had",
      ),
    skipped: reportSchema.shape.skipped,
    errors: reportSchema.shape.errors,
  })
  .meta({
    title: "mesoscope comparison",
    description: "Schema of the JSON that mesoscope compare prints: distances between samples.",
  });

/** Distances between samples. Equal inputs and options give equal comparisons, except for `environment`. */
export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparedSample = z.infer<typeof comparedSchema>;
/** Distances of a pair: `mesoscope schema comparison` describes them. */
export type ComparedPair = z.infer<typeof comparedPairSchema>;
export type CrossCode = z.infer<typeof crossSchema>;
export type ComparisonTree = z.infer<typeof treeSchema>;
/** What learning other inputs saves on a target: `mesoscope schema comparison` describes it. */
export type ComparedWorth = z.infer<typeof worthSchema>;
/** "jsd": divergence of k-gram distributions; "ncd": by a compressor; "code": by the observer. */
export type DistanceId = z.infer<typeof distanceId>;
