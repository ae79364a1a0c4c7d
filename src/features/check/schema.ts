import * as z from "zod";
import { encodingIds } from "../../core/encoding.ts";
import { charsets } from "../../encodings/text-format.ts";
import {
  boundSchema,
  intervalSchema,
  reportSchema,
  unitSchema,
  verdictSchema,
} from "../../results/report-schema.ts";
import { usualSchema } from "../odd/schema.ts";

/** Version of the schema of a check; increases when a reader of the old one could be misled. */
export const checkVersion = 1;

/** Charset of a text; auto: by its byte order mark and first bytes. */
const charset = z.enum(["auto", ...charsets]);

const finite = z.number().describe("a finite number");
const count = z.int().min(0);
const regime = verdictSchema.shape.regime;

const numberSchema = z.strictObject({
  value: finite,
  interval: intervalSchema.nullable(),
});

const checkStatus = z
  .enum(["passed", "failed", "undecided", "undefined"])
  .describe("undecided: within the error of the limit; undefined: there is no number. Neither fails.");

/** One requirement on one input. */
const checkSchema = z.strictObject({
  input: z.string(),
  rule: z.enum(["budget", "drift", "odd"]),
  quantity: z
    .string()
    .describe(
      "id of a quantity, a coordinate of the spectrum, regime, or surprise: what a part of a file costs under a model of the others; newWords: the share of its words that no other file has",
    ),
  estimator: z
    .string()
    .describe(
      "with parameters that are not the default; spectrum for coordinates and regime, model for surprise and newWords",
    ),
  at: finite
    .nullable()
    .describe("where in a series, such as k of H(k); of surprise the bytes of the part, null: a word"),
  unit: unitSchema.nullable(),
  status: checkStatus,
  measured: numberSchema
    .extend({ bound: boundSchema.exactOptional() })
    .or(z.strictObject({ regime, because: z.string() }))
    .nullable()
    .describe("null: undefined, see reason"),
  reason: z.string().nullable().describe("why there is nothing to judge"),
  expected: z.union([
    z.strictObject({ min: finite.nullable(), max: finite.nullable() }),
    z.strictObject({ regimes: z.array(regime) }),
    numberSchema.extend({ tolerance: finite.nullable().describe("the joined error of both") }),
  ]),
  why: z.string().nullable(),
  line: count.nullable().describe("of the budget in the configuration"),
  odd: z
    .strictObject({
      firstLine: count.describe("of the most surprising part, from 1"),
      lastLine: count,
      p: finite.describe("probability that a usual file has a part that surprises as much"),
      kind: z.string().nullable().describe("the ending of the files it is compared with; null: of any"),
      among: count.describe("how many these are"),
    })
    .exactOptional()
    .describe("of the rule odd"),
  where: z
    .strictObject({
      firstLine: count.describe("from 1"),
      lastLine: count,
      kind: z.enum(["noise", "unlike the rest", "order", "copy"]),
      bytes: count,
      rate: finite.nullable().describe("bit/byte that it costs; null: nothing is known"),
    })
    .exactOptional()
    .describe(
      "of a rate or verdict that failed: the lines that have most to do with it, as mesoscope lens finds them; of text files up to 1 MiB",
    ),
});

/** The results of `mesoscope check`. */
export const checkReportSchema = z
  .strictObject({
    schemaVersion: z.literal(checkVersion),
    tool: reportSchema.shape.tool,
    environment: reportSchema.shape.environment,
    options: z.strictObject({
      sample: reportSchema.shape.options.shape.sample,
      encoding: z.string(),
      charset,
      seed: count,
      config: z.string().nullable().describe("path from the working directory"),
      baseline: z.string().nullable(),
    }),
    inputs: reportSchema.shape.inputs,
    counts: z.strictObject({
      total: count,
      passed: count,
      failed: count,
      undecided: count,
      undefined: count,
    }),
    checks: z.array(checkSchema),
    unchanged: count.describe("files that the baseline knows as they are: of these there is no check"),
    badRecords: count.describe("records of inputs that could not be read; the rest of these was checked"),
    notes: z.array(z.string()).describe("what is to be known, such as budgets that no file matches"),
    skipped: reportSchema.shape.skipped,
    errors: reportSchema.shape.errors,
  })
  .meta({ title: "mesoscope check", description: "Schema of what mesoscope check prints as JSON." });

const about = { quantity: z.string(), estimator: z.string(), unit: unitSchema };

/** A number of an input, or the reason why there was none. */
const knownNumberSchema = z.union([
  z.strictObject({ ...about, value: finite, interval: intervalSchema }),
  z.strictObject({ ...about, reason: z.string() }),
]);

/** What `mesoscope baseline` stores: the numbers of every input, with their errors. */
export const baselineSchema = z
  .strictObject({
    schemaVersion: z.literal(checkVersion),
    tool: reportSchema.shape.tool,
    options: z.strictObject({
      sample: reportSchema.shape.options.shape.sample,
      encoding: z.enum(encodingIds),
      charset,
      seed: count,
      drift: z.array(z.string()),
    }),
    inputs: z.array(
      z.strictObject({
        path: z.string().describe("from the folder of the baseline, with slashes"),
        n: count,
        numbers: z.array(knownNumberSchema),
      }),
    ),
    usual: usualSchema
      .exactOptional()
      .describe("what is usual among the files and accepted today, where new files are judged by that"),
  })
  .meta({ title: "mesoscope baseline", description: "Schema of the file that mesoscope baseline writes." });

/** One limit, judged: `mesoscope schema check` describes it. */
export type Check = z.infer<typeof checkSchema>;
export type CheckReport = z.infer<typeof checkReportSchema>;
export type Baseline = z.infer<typeof baselineSchema>;
