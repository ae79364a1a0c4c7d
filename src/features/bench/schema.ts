import * as z from "zod";
import { intervalSchema } from "../../results/report-schema.ts";

const finite = z.number();
const count = z.int().min(0);
const share = z.strictObject({ right: count, of: count });
const figure = z.strictObject({ value: finite, interval: intervalSchema.nullable() });
const spread = z
  .strictObject({ mean: finite.nullable(), deviation: finite.nullable(), defined: count, runs: count })
  .describe("over the runs that gave a number");

/** The value of a measure of structure on one source at one size. */
const valueSchema = z.strictObject({
  measure: z.string(),
  family: z.string(),
  source: z.string(),
  n: count,
  known: finite.nullable().describe("what it is compared with: learned bits, those of a doubling, or b"),
  ...spread.shape,
  reason: z.string().nullable().describe("why the first run without a number gave none"),
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
    .describe("what its numbers are compared with; null: it claims none of these"),
  definition: z.string(),
  reference: z.string(),
  notReproduced: z.string().nullable().describe("what of its paper was not done again, and why"),
  defined: share.describe("samples of sources of which it says a number"),
  ratio: z
    .strictObject({ low: finite, median: finite, high: finite, sources: count, near: count })
    .nullable()
    .describe(
      "value by truth at the largest size, where 50 bits or more are known: sixths and median over the sources, and on how many it is within a factor of 1.5",
    ),
  difference: z
    .strictObject({ mean: finite, deviation: finite, sources: count })
    .nullable()
    .describe("of an exponent: value less truth at the largest size"),
  noise: finite.nullable().describe("largest absolute value on noise, of which nothing can be learned"),
  coverage: z.strictObject({ intervals: count, share: figure }).nullable().describe("95 % nominal; Wilson"),
  rank: z
    .strictObject({ with: z.enum(["learned", "exponent"]), ...figure.shape, sources: count })
    .nullable()
    .describe("Spearman's correlation with the truth at the largest size; 95 % by resampling sources"),
  invariance: z
    .array(
      z.strictObject({
        text: z.string(),
        ratio: finite.nullable().describe("null: a value is not above 0, or missing"),
        most: z.string().nullable(),
        least: z.string().nullable(),
      }),
    )
    .describe("largest by smallest value over what changes nothing"),
  direction: share.nullable().describe("shuffles of texts after which it is no larger than before, by 5 %"),
  growth: z
    .strictObject({
      ...share.shape,
      wrong: z.array(z.strictObject({ source: z.string(), known: z.string(), found: z.string() })),
    })
    .nullable()
    .describe("bounded, logarithm or power, over three sizes, of the sources that show theirs at these"),
  reversals: z
    .strictObject({
      pairs: count.describe("of sources whose truths differ by a factor of 1.5 or more"),
      unstable: count.describe("that some seed orders otherwise than another"),
      wrong: count.describe("that most seeds order otherwise than the truth"),
      texts: z.strictObject({ pairs: count, unstable: count }),
    })
    .nullable(),
  cost: z
    .strictObject({ perSample: finite, total: finite })
    .describe(
      "processor seconds of the thread, at the largest size and in all, with what it shares with others",
    ),
});

/** The part of a calibration that grades measures of structure. */
export const structureSchema = z.strictObject({
  grades: z.array(gradeSchema),
  values: z.array(valueSchema),
  changes: z.array(changeSchema),
  missing: z
    .array(z.strictObject({ text: z.string(), reason: z.string() }))
    .describe("texts that are not there"),
});

export type StructureGrades = z.infer<typeof structureSchema>;
export type StructureGrade = z.infer<typeof gradeSchema>;
export type StructureValue = z.infer<typeof valueSchema>;
export type StructureChange = z.infer<typeof changeSchema>;
