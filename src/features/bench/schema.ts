import * as z from "zod";
import { intervalSchema } from "../../results/report-schema.ts";

const finite = z.number();
const count = z.int().min(0);
const share = z.strictObject({ right: count, of: count });
const figure = z.strictObject({ value: finite, interval: intervalSchema.nullable() });
const spread = z
  .strictObject({ mean: finite.nullable(), deviation: finite.nullable(), defined: count, runs: count })
  .describe("mean and deviation over the runs that returned a number");

/** The value of a measure of structure on one source at one size. */
const valueSchema = z.strictObject({
  measure: z.string(),
  family: z.string(),
  source: z.string(),
  n: count,
  known: finite
    .nullable()
    .describe("reference value: learned bits, those of one doubling, or the exponent b; null: none"),
  ...spread.shape,
  reason: z
    .string()
    .nullable()
    .describe("why the first run without a number returned none; null: all returned one"),
});

/** The same on a text after a transformation. */
const changeSchema = z.strictObject({
  measure: z.string(),
  text: z.string(),
  transformation: z.string(),
  effect: z.enum(["same", "less"]),
  n: count.describe("bytes before the transformation"),
  ...spread.shape,
});

/** Grades of one measure. Different kinds are not averaged, so there is no overall grade. */
const gradeSchema = z.strictObject({
  measure: z.string(),
  title: z.string(),
  unit: z.enum(["bit", "1"]),
  claim: z
    .enum(["learned", "doubling", "exponent"])
    .nullable()
    .describe("reference that its values are compared with; null: the measure claims none of these"),
  definition: z.string(),
  reference: z.string(),
  notReproduced: z
    .string()
    .nullable()
    .describe("parts of its paper that were not reproduced, and why; null: none"),
  defined: share.describe("samples for which it returned a number"),
  ratio: z
    .strictObject({ low: finite, median: finite, high: finite, sources: count, near: count })
    .nullable()
    .describe(
      "value / truth at the largest size, where at least 50 bits are known: sixths and median over the sources; near: sources within a factor of 1.5",
    ),
  difference: z
    .strictObject({ mean: finite, deviation: finite, sources: count })
    .nullable()
    .describe("for an exponent: value minus truth at the largest size"),
  noise: finite.nullable().describe("largest absolute value on noise, which has nothing to learn"),
  coverage: z
    .strictObject({ intervals: count, share: figure })
    .nullable()
    .describe("nominal 95 %; Wilson interval"),
  rank: z
    .strictObject({ with: z.enum(["learned", "exponent"]), ...figure.shape, sources: count })
    .nullable()
    .describe(
      "Spearman's rank correlation with the truth at the largest size; 95 % interval by resampling sources",
    ),
  invariance: z
    .array(
      z.strictObject({
        text: z.string(),
        ratio: finite.nullable().describe("null: a value is missing, or not above 0"),
        most: z.string().nullable(),
        least: z.string().nullable(),
      }),
    )
    .describe("largest / smallest value over transformations that change no structure"),
  direction: share
    .nullable()
    .describe("shuffled texts whose value is at most 5 % above the value before the shuffle"),
  growth: z
    .strictObject({
      ...share.shape,
      wrong: z.array(z.strictObject({ source: z.string(), known: z.string(), found: z.string() })),
    })
    .nullable()
    .describe(
      "growth class (bounded, logarithm or power) over three sizes; only sources whose truth shows its class at these sizes",
    ),
  reversals: z
    .strictObject({
      pairs: count.describe("pairs of sources whose truths differ by a factor of 1.5 or more"),
      unstable: count.describe("pairs whose order differs between seeds"),
      wrong: count.describe("pairs that most seeds order against the truth"),
      texts: z.strictObject({ pairs: count, unstable: count }),
    })
    .nullable(),
  cost: z
    .strictObject({ perSample: finite, total: finite })
    .describe(
      "thread CPU seconds at the largest size and in total, including work shared with other measures",
    ),
});

/** The part of a calibration that grades measures of structure. */
export const structureSchema = z.strictObject({
  grades: z.array(gradeSchema),
  values: z.array(valueSchema),
  changes: z.array(changeSchema),
  missing: z
    .array(z.strictObject({ text: z.string(), reason: z.string() }))
    .describe("texts that are not installed"),
});

export type StructureGrades = z.infer<typeof structureSchema>;
export type StructureGrade = z.infer<typeof gradeSchema>;
export type StructureValue = z.infer<typeof valueSchema>;
export type StructureChange = z.infer<typeof changeSchema>;
