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
  .describe("interval over blocks of up to 4096 bytes that were not learned");

/** The header of a model file, before its numbers. */
export const modelHeaderSchema = z.strictObject({
  mesoscopeModel: z.literal(modelVersion),
  tool: z.strictObject({ name: z.literal("mesoscope"), version: z.string().max(100) }),
  encoding: z.string().max(100).describe("unit of a symbol: bytes"),
  order: z.int().min(1).max(deepest).describe("bytes of the longest known string, including the last byte"),
  text: z
    .strictObject({
      documents: count.describe("records and files; each MiB of a larger file counts as one"),
      bytes: count.describe("bytes learned"),
      of: count.describe("bytes of all documents; more than 50 MiB are sampled by hash"),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe("SHA-256 of the learned bytes"),
    })
    .describe("text that the model was learned from"),
  least: count.describe("smallest number of occurrences for which a string of three or more bytes is kept"),
  heldOut: z
    .strictObject({
      bytes: count,
      blocks: count,
      rate: finite.describe("bit/byte"),
      interval: interval.nullable(),
    })
    .nullable()
    .describe("loss on held-out blocks of the same documents; null: too few blocks to hold some out"),
  observer: z
    .strictObject({
      learned: count.describe("bytes that both learned for this comparison"),
      bytes: count.describe("bytes of the test blocks"),
      model: finite.describe("loss of a model of the same order, bit/byte"),
      observer: finite.describe("loss of the full observer, frozen after learning the same bytes, bit/byte"),
      above: finite.describe("loss of the model above that of the observer, bit/byte"),
      interval: interval.nullable(),
    })
    .nullable()
    .describe(
      "loss above the full observer, both frozen after the same text; null: not measured, or too little text",
    ),
  levels: z
    .array(z.strictObject({ strings: z.int().min(0).max(largestModel) }))
    .min(1)
    .max(deepest)
    .describe("number of strings of 1, 2, ... bytes"),
});

export type ModelHeader = z.infer<typeof modelHeaderSchema>;
