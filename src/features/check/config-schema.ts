import * as z from "zod";
import { encodingIds } from "../../core/encoding.ts";
import { type QuantityId, quantities } from "../../core/quantities.ts";
import { charsets } from "../../encodings/text-format.ts";
import { verdictSchema } from "../../results/report-schema.ts";

/** The default estimator of a quantity with limits. */
interface Answer {
  readonly estimator: string;
  /** the index of the values of a series, such as k of H(k); null for one number */
  readonly index: string | null;
}

const number = (estimator: string): Answer => ({ estimator, index: null });
const series = (estimator: string, index: string): Answer => ({ estimator, index });

/** The estimator of each quantity in a budget: the sharpest one that needs no optional package. */
export const answeringEstimators: Readonly<Partial<Record<QuantityId, Answer>>> = {
  symbolEntropy: number("grassberger"),
  entropyRate: number("observer"),
  codeLengthRate: number("deflate"),
  compressionRatio: number("deflate-ratio"),
  heldOutRate: number("held-out-rate"),
  structureBeyondShuffle: number("structure-beyond-shuffle"),
  exponent: number("exponent"),
  excessEntropy: number("excess-entropy"),
  statisticalComplexity: number("statistical-complexity"),
  transientInformation: number("transient-information"),
  renyiEntropy: number("renyi"),
  hillNumber: number("hill-number"),
  extropy: number("extropy"),
  fluctuationComplexity: number("fluctuation-complexity"),
  minEntropy: number("most-common-value"),
  lempelZiv76Phrases: number("lempel-ziv-76"),
  lempelZiv78Phrases: number("lempel-ziv-78"),
  permutationEntropy: number("permutation-entropy"),
  weightedPermutationEntropy: number("weighted-permutation-entropy"),
  missingPatterns: number("missing-patterns"),
  jensenShannonComplexity: number("jensen-shannon-complexity"),
  lmcComplexity: number("lmc-complexity"),
  horizon: number("horizon"),
  fluctuationExponent: number("detrended-fluctuation"),
  hurstExponent: number("hurst-exponent"),
  hilbergExponent: number("hilberg-exponent"),
  linearComplexity: number("linear-complexity"),
  uniformityPValue: number("chi-square-test"),
  period: number("exact-period"),
  approximatePeriod: number("approximate-period"),
  periodicAgreement: number("periodic-agreement"),
  chiSquare: number("chi-square"),
  serialCorrelation: number("serial-correlation"),
  symbolMean: number("symbol-mean"),
  monteCarloPi: number("monte-carlo-pi"),
  typeTokenRatio: number("type-token-ratio"),
  hapaxShare: number("hapax-share"),
  zipfExponent: number("zipf-exponent"),
  heapsExponent: number("heaps-exponent"),
  taylorExponent: number("taylor-exponent"),
  yuleK: number("yule-k"),
  duplicateShare: number("duplicate-share"),
  distinctSubstrings: number("distinct-substrings"),
  blockEntropy: series("block-entropies", "k"),
  entropyGain: series("entropy-gains", "k"),
  coverage: series("good-turing-coverage", "k"),
  distinctWords: series("distinct-ngrams", "k"),
  mutualInformation: series("mutual-information", "d"),
  learningCurve: series("learning-curve", "m"),
  evidence: series("evidence", "n"),
  vocabularyGrowth: series("vocabulary-growth", "m"),
};

/** Coordinates of the spectrum that can have limits, beside the quantities. */
export const coordinateIds = ["randomness", "structure", "growth"] as const;
/** A coordinate of the spectrum. */
export type CoordinateId = (typeof coordinateIds)[number];

/** Default path of a baseline. */
export const defaultBaseline = "mesoscope.baseline.json";
/** Cheap estimators with tested interval coverage. */
export const defaultDrift = ["block-gain", "excess-entropy"];

const regime = verdictSchema.shape.regime;
const text = z.string().min(1);
const oneOrMore = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema, z.array(schema).min(1)]).transform((value) => [value].flat() as z.output<Schema>[]);

const bounds = {
  min: z.number().optional().describe("smallest value allowed"),
  max: z.number().optional().describe("largest value allowed"),
};

interface Limit {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly estimator?: string | undefined;
  readonly at?: number | undefined;
}

/** At least one end, in order. */
function limited(shape: z.ZodRawShape): z.ZodType<Limit> {
  return z
    .strictObject({ ...bounds, ...shape })
    .refine(({ min, max }) => min !== undefined || max !== undefined, "needs min or max")
    .refine(
      ({ min, max }) => min === undefined || max === undefined || min <= max,
      "min is above max",
    ) as z.ZodType<Limit>;
}

const estimator = text
  .optional()
  .describe('estimator to use, as after -e, e.g. "block-gain" or "renyi(order=3)"');

const limits = Object.fromEntries(
  Object.entries(answeringEstimators).map(([id, { index, estimator: usual }]) => {
    const { title, symbol, unit, definition } = quantities[id as QuantityId];
    const about = `${title} ${symbol}${unit === "1" ? "" : `, ${unit}`}: ${definition} Default estimator: ${usual}.`;
    const limit =
      index === null
        ? limited({ estimator })
        : limited({ estimator, at: z.number().describe(`${index} that the limit applies to`) });
    return [id, limit.optional().describe(about)];
  }),
) as unknown as Record<QuantityId, z.ZodOptional<z.ZodType<Limit>>>;

const coordinates = Object.fromEntries(
  coordinateIds.map((id) => [
    id,
    limited({}).optional().describe(`${id} on the spectrum, as in the table that mesoscope prints for files`),
  ]),
) as unknown as Record<CoordinateId, z.ZodOptional<z.ZodType<Limit>>>;

const budgetSchema = z.strictObject({
  files: oneOrMore(text).describe(
    "globs of the files, relative to the folder of this file; one without a slash matches at any depth, ! excludes",
  ),
  minSymbols: z
    .int()
    .min(0)
    .optional()
    .describe("shorter files are not judged, because every code first pays for what it learns"),
  why: z.string().optional().describe("purpose of the budget; printed if it fails"),
  regime: oneOrMore(regime).optional().describe("allowed verdicts"),
  noise: limited({})
    .optional()
    .describe(
      "bytes of noise, as encrypted or compressed data are, in sections of 4,096 bytes and more and in runs of base64 or hexadecimal digits, as mesoscope sections --noise lists them; 0 in known compressed formats",
    ),
  ...coordinates,
  ...limits,
});

/** `mesoscope.config.json`. Types and `mesoscope schema config` both come from here. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    paths: z
      .array(text)
      .min(1)
      .optional()
      .describe("files and folders to check; by default the whole folder"),
    sample: z
      .union([text, z.int().min(1)])
      .optional()
      .describe(`symbols measured per file, e.g. 50000 or "1MB", or "all"; by default 100kB`),
    settle: z
      .boolean()
      .optional()
      .describe("true: read up to 800kB if the sample leaves the verdict of a budget undecided"),
    encoding: z.enum(encodingIds).optional().describe("unit of a symbol; by default bytes"),
    charset: z
      .enum(["auto", ...charsets])
      .optional()
      .describe(
        "character set of texts, if auto (byte order mark and first bytes) is wrong; Latin-1 is never guessed",
      ),
    seed: z.int().min(0).optional().describe("seed of sampling and shuffles; by default 1"),
    budgets: z.array(budgetSchema).optional().describe("all budgets that match a file apply to it"),
    odd: z
      .boolean()
      .optional()
      .describe(
        "true: judge new and changed files by a model of the others; by default only without budgets and without a numeric baseline",
      ),
    baseline: text.optional().describe(`file that mesoscope baseline writes; by default ${defaultBaseline}`),
    drift: z
      .array(text)
      .min(1)
      .optional()
      .describe(
        `estimators that mesoscope baseline records, as after -e, and "spectrum" for the coordinates; by default ${defaultDrift.join(" and ")}, or none with "odd": true`,
      ),
  })
  .meta({
    title: "mesoscope configuration",
    description: "Budgets and drift for mesoscope check; stored in mesoscope.config.json.",
  });

/** If no alternative of a union fits, the one that got farthest gives the reason. */
export function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const [inner] = issue.errors.flat().sort((a, b) => b.path.length - a.path.length);
  return inner === undefined ? issue : innermost({ ...inner, path: [...issue.path, ...inner.path] });
}

export type Config = z.infer<typeof configSchema>;
export type Budget = z.infer<typeof budgetSchema>;
