import * as z from "zod";
import { levels } from "../../core/section-levels.ts";
import { coordinateSchema, regimeSchema } from "../../results/report-schema.ts";

/** Version of the report; increases when a reader of the old one could be misled. */
export const sectionsVersion = 1;

const count = z.int().min(0);
const finite = z.number();

/** A part of an input that is alike in itself and unlike its neighbours. */
const sectionSchema = z.strictObject({
  index: count.describe("its number, from 1 in the order of the file"),
  from: count.describe("offset of its first byte"),
  fromLower: count.describe("least offset at which it may begin"),
  fromUpper: count.describe("largest offset at which it may begin"),
  to: count.describe("offset after its last byte"),
  size: count.describe("bytes"),
  line: count.nullable().describe("number of the line in which it begins, from 1; null: not a text"),
  level: z.enum(levels).nullable().describe("the first level that has this boundary; null: begins the file"),
  regime: regimeSchema
    .nullable()
    .describe("null: neither order nor noise, and too short or too many to place"),
  what: z.string().describe("what it is, in words"),
  copyOf: count.nullable().describe("number of the earlier section that it repeats; null: none"),
  symbolEntropy: finite.describe("entropy of its bytes, bit/byte"),
  rate: finite
    .nullable()
    .describe("cost of a byte to the fast observer in file order, bit/byte; null: not read"),
  randomness: coordinateSchema
    .nullable()
    .describe("x of the section as a sample of its own; null: not placed"),
  structure: coordinateSchema
    .nullable()
    .describe("S of the section as a sample of its own; null: not placed"),
});

const changeSchema = z.strictObject({
  kind: z.enum(["break", "burst"]).describe("break: from its line to the end; burst: between two lines"),
  line: count.describe("first line, from 1"),
  lastLine: count.describe("last line"),
  column: count.nullable().describe("number of the column, from 1; null: the shape of the lines"),
  what: z.string().describe("what changes, in words"),
  bits: finite.describe("bits that two laws of the lines save"),
});

const armourSchema = z.strictObject({
  notation: z.enum(["base64", "hex"]),
  holds: z.string().describe("noise, text, data, or a format by its first bytes"),
  runs: count.describe("number of runs of at least 60 digits of base64 or 64 hexadecimal ones"),
  bytes: count.describe("bytes that they write"),
  longest: count.describe("bytes that the longest one writes"),
  from: count.describe("offset of the first run"),
  line: count.describe("line of the first run, from 1"),
});

/** What one input is made of, and where. */
export const sectionsOfInputSchema = z.strictObject({
  name: z.string(),
  size: count.describe("bytes, decompressed"),
  format: z.string().nullable().describe("compressed format of the first bytes, such as PNG; null: none"),
  sentence: z.string().describe("what the input is made of, in one sentence"),
  sections: z.array(sectionSchema),
  changes: z
    .array(changeSchema)
    .describe("where lines or columns of a text change, in its first 8 MiB; by line"),
  armour: z
    .array(armourSchema)
    .describe("bytes that a text writes in digits, in its first 8 MiB, by what they hold"),
  profile: z.array(finite).describe("entropy of the bytes of equal parts of the input, bit/byte"),
});

/** What inputs are made of, and where. */
export const sectionsReportSchema = z.strictObject({
  sectionsVersion: z.literal(sectionsVersion),
  tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string() }),
  options: z.strictObject({
    level: z.enum(levels),
    noise: z.boolean().describe("whether only inputs and sections of noise are listed"),
  }),
  inputs: z.strictObject({ total: count, ok: count, skipped: count, failed: count }),
  files: z.array(sectionsOfInputSchema),
  errors: z.array(z.strictObject({ input: z.string(), reason: z.string() })),
  skipped: z.array(z.strictObject({ input: z.string(), reason: z.string() })),
});

export type FoundChange = z.infer<typeof changeSchema>;
export type FoundArmour = z.infer<typeof armourSchema>;
/** A section as reports have it. */
export type FoundSection = z.infer<typeof sectionSchema>;
/** The sections of one input, its changes and its armour. */
export type SectionsOfInput = z.infer<typeof sectionsOfInputSchema>;
/** Sections without changes of lines and armour. */
export type QuickSections = Omit<SectionsOfInput, "changes" | "armour">;
export type SectionsReport = z.infer<typeof sectionsReportSchema>;
