import * as z from "zod";
import { deepest } from "./model-tree.ts";

/** Version of model files; increases when a program that reads the old one could be misled. */
export const modelVersion = 1;
/** Bytes of the largest model file. */
export const largestModel = 67_108_864;
/** Most bytes of text that a model learns. */
export const mostText = 52_428_800;

const finite = z.number();
const count = z.int().min(0);
const interval = z
  .strictObject({ lower: finite, upper: finite, level: finite })
  .describe("over blocks of up to 4096 bytes that were not learned");

/** The header of a model file, before its numbers. */
export const modelHeaderSchema = z.strictObject({
  mesoscopeModel: z.literal(modelVersion),
  tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string().max(100) }),
  encoding: z.string().max(100).describe("what a symbol is: bytes"),
  order: z
    .int()
    .min(1)
    .max(deepest)
    .describe("bytes of the longest string that is known, the last byte included"),
  text: z
    .strictObject({
      documents: count.describe("records, and files; of a larger file each MiB"),
      bytes: count.describe("that were learned"),
      of: count.describe(
        "bytes of the documents that were there; of more than 50 MiB some were drawn by hash",
      ),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe("of the learned bytes"),
    })
    .describe("what it was learned of"),
  least: count.describe("occurrences that a string of three and more bytes must have to be kept"),
  heldOut: z
    .strictObject({
      bytes: count,
      blocks: count,
      rate: finite.describe("bit/byte"),
      interval: interval.nullable(),
    })
    .nullable()
    .describe(
      "what the model pays for blocks of the same documents that were kept from it; null: too few to keep some",
    ),
  observer: z
    .strictObject({
      learned: count.describe("bytes that both learned of for this"),
      bytes: count.describe("bytes of the blocks that they were tried on"),
      model: finite.describe("bit/byte that a model of the same order pays"),
      observer: finite.describe("bit/byte that the full observer pays, learned of the same and frozen"),
      above: finite.describe("bit/byte that the model pays more"),
      interval: interval.nullable(),
    })
    .nullable()
    .describe(
      "loss above the full observer, both frozen after the same text; null: not tried, or too little text",
    ),
  levels: z
    .array(z.strictObject({ strings: z.int().min(0).max(largestModel) }))
    .min(1)
    .max(deepest)
    .describe("strings of 1, 2, ... bytes"),
});

export type ModelHeader = z.infer<typeof modelHeaderSchema>;
