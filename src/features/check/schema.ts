import * as z from "zod";
import { encodingIds } from "../../core/encoding.ts";
import { charsets } from "../../encodings/text-format.ts";
import {
  boundSchema,
  count,
  finite,
  intervalSchema,
  measuredSchema as numberSchema,
  reportSchema,
  unitSchema,
  verdictSchema,
} from "../../results/report-schema.ts";
import { usualSchema } from "../odd/schema.ts";

/** Version of the schema of a check; increases when a reader of the old one could be misled. */
export const checkVersion = 1;

/** Charset of a text; auto: by its byte order mark and first bytes. */
const charset = z.enum(["auto", ...charsets]);

const regime = verdictSchema.shape.regime;

const checkStatus = z
  .enum(["passed", "failed", "undecided", "undefined"])
  .describe("undecided: within the error of the limit; undefined: no number. Neither fails.");

/** One requirement on one input. */
const checkSchema = z.strictObject({
  input: z.string(),
  rule: z
    .enum(["budget", "drift", "odd", "sign"])
    .describe("sign: something in the contents of a file that needs neither a budget nor a model"),
  quantity: z
    .string()
    .describe(
      "id of a quantity, a coordinate of the spectrum, or regime; surprise: cost of a part of a file under a model of the others; newWords: share of its words that occur in no other file; binary and keys: signs",
    ),
  estimator: z
    .string()
    .describe(
      "with non-default parameters; spectrum for coordinates and regime, model for surprise and newWords; contents for binary and keys",
    ),
  at: finite
    .nullable()
    .describe(
      "position in a series, such as k of H(k); for surprise the bytes of the part; null: one number, or a word",
    ),
  unit: unitSchema.or(z.literal("byte")).nullable(),
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
    numberSchema.extend({ tolerance: finite.nullable().describe("combined error of both values") }),
  ]),
  why: z.string().nullable(),
  line: count.nullable().describe("line of the budget in the configuration"),
  exempt: z.literal(true).exactOptional().describe("shorter than the minSymbols of its budget"),
  odd: z
    .strictObject({
      firstLine: count.describe("first line of the most surprising part, from 1"),
      lastLine: count,
      p: finite.describe("probability that a usual file has a part that surprises as much"),
      kind: z.string().nullable().describe("extension of the files it is compared with; null: any"),
      among: count.describe("number of these files"),
    })
    .exactOptional()
    .describe("only for the rule odd"),
  lines: z
    .strictObject({ firstLine: count.describe("from 1"), lastLine: count })
    .exactOptional()
    .describe("where a sign is"),
  where: z
    .strictObject({
      firstLine: count.describe("from 1"),
      lastLine: count,
      kind: z.enum(["noise", "unlike the rest", "order", "copy"]),
      bytes: count,
      rate: finite.nullable().describe("cost of these lines, bit/byte; null: not known"),
    })
    .exactOptional()
    .describe(
      "for a failed rate or verdict: the lines that contribute most, as mesoscope lens finds them; only text files up to 1 MiB",
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
      config: z.string().nullable().describe("path relative to the working directory"),
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
    unchanged: count.describe("files that are unchanged since the baseline and not checked"),
    badRecords: count.describe("unreadable records of inputs; the other records were checked"),
    notes: z.array(z.string()).describe("remarks, such as budgets that no file matches"),
    skipped: reportSchema.shape.skipped,
    errors: reportSchema.shape.errors,
  })
  .meta({ title: "mesoscope check", description: "JSON output of mesoscope check." });

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
        path: z.string().describe("path relative to the folder of the baseline, with slashes"),
        n: count,
        numbers: z.array(knownNumberSchema),
      }),
    ),
    usual: usualSchema
      .exactOptional()
      .describe("usual surprise of the files accepted today, if new files are judged by it"),
  })
  .meta({ title: "mesoscope baseline", description: "File that mesoscope baseline writes." });

/** One limit, judged: `mesoscope schema check` describes it. */
export type Check = z.infer<typeof checkSchema>;
export type CheckReport = z.infer<typeof checkReportSchema>;
export type Baseline = z.infer<typeof baselineSchema>;
