import { promisify } from "node:util";
import { brotliCompress, constants, deflate } from "node:zlib";
import * as z from "zod";
import { defineEstimator, type EstimationContext, type Estimator } from "../core/estimator.ts";
import { type Outcome, scalar } from "../core/measurement.ts";
import {
  bzip2,
  bzip2Parameters,
  type Codec,
  codedOutcome,
  oncePerInput,
  ppmd,
  ppmdParameters,
  xz,
  xzParameters,
  zstd,
  zstdParameters,
} from "./codecs.ts";

/** What the rate and the ratio of a compressor have in common. */
interface CodeDescription<Schema extends z.ZodObject> {
  /** of the rate; the ratio's is `<id>-ratio` */
  readonly id: string;
  readonly name: string;
  /** which parts of the code count */
  readonly convention: string;
  /** of the rate */
  readonly validity: string;
  readonly cost: string;
  readonly reference: string;
  readonly params: () => Schema;
}

/** The value of the estimator, from the compressed size in bytes. */
type Scale = (size: number) => number;

/**
 * Rate and ratio of a compressor that every platform has.
 *
 * @param size compressed size in bytes, header included
 */
function rateAndRatio<Schema extends z.ZodObject>(
  code: CodeDescription<Schema> & {
    readonly size: (bytes: Uint8Array, settings: z.infer<Schema>) => Promise<number>;
  },
): readonly [rate: Estimator, ratio: Estimator] {
  return pair(code, "", code.cost, async ({ bytes }, settings, scale) =>
    scalar(scale(await code.size(bytes, settings))),
  );
}

/** Rate and ratio of a compressor whose library may be absent. The code is decoded and compared, once for both. */
function checkedRateAndRatio<Schema extends z.ZodObject>(
  code: CodeDescription<Schema> & { readonly codec: Codec<z.infer<Schema>> },
): readonly [rate: Estimator, ratio: Estimator] {
  return pair(
    code,
    "; decoded again and compared",
    `that of ${code.id}, shared with it`,
    (context, settings, scale) => codedOutcome(context, code.codec, settings, scale),
  );
}

function pair<Schema extends z.ZodObject>(
  { id, name, convention, validity, cost, reference, params }: CodeDescription<Schema>,
  checked: string,
  ratioCost: string,
  outcome: (context: EstimationContext, settings: z.infer<Schema>, scale: Scale) => Promise<Outcome>,
): readonly [rate: Estimator, ratio: Estimator] {
  const shared = { convention, reference, params };
  const rate = defineEstimator({
    ...shared,
    id,
    quantity: "codeLengthRate",
    title: `${name} code-length rate`,
    summary: `size of the ${name} output, header included, in bits per symbol${checked}`,
    formula: "8 * compressed bytes / n",
    validity,
    cost,
    estimate: (context, settings) => outcome(context, settings, (size) => (8 * size) / context.n),
  });
  const ratio = defineEstimator({
    ...shared,
    id: `${id}-ratio`,
    quantity: "compressionRatio",
    title: `${name} compression ratio`,
    summary: `size of the ${name} output divided by that of its input; above 1 if the header outweighs the savings`,
    formula: "compressed bytes / input bytes",
    validity: "depends on the length and on how symbols are written as bytes; compare at equal size only",
    cost: ratioCost,
    estimate: (context, settings) => outcome(context, settings, (size) => size / context.bytes.length),
  });
  return [rate, ratio];
}

const compressDeflate = promisify(deflate);

/** Settings of deflate, all of which every result states; the report states the version of the library. */
export const deflateParameters = () =>
  z.strictObject({
    library: z
      .literal("zlib")
      .default("zlib")
      .describe("library; its version is in the report's environment"),
    level: z.int().min(1).max(9).default(9).describe("compression level"),
    windowBits: z.int().min(9).max(15).default(15).describe("log2 of the window in bytes"),
  });

/**
 * Size of bytes compressed by deflate in the zlib format.
 *
 * @returns bytes, with the 2 of the header and the 4 of the checksum
 * @throws Error of zlib when memory is short
 */
export async function deflatedSize(
  bytes: Uint8Array,
  parameters: z.infer<ReturnType<typeof deflateParameters>>,
): Promise<number> {
  const { level, windowBits } = parameters;
  return (await compressDeflate(bytes, { level, windowBits })).length;
}

export const [deflateRate, deflateRatio] = rateAndRatio({
  id: "deflate",
  name: "deflate",
  convention: "the bytes of the symbols, all blocks in one stream; zlib header and checksum included",
  validity: "an upper bound, limited to matches within 32 kB; 25 to 40 % above h on small machines",
  cost: "about 30 ns per byte",
  reference: "Deutsch 1996, RFC 1950 and RFC 1951",
  params: deflateParameters,
  size: deflatedSize,
});

const compressBrotli = promisify(brotliCompress);

/** Settings of brotli, all of which every result states; the report states the version of the library. */
export const brotliParameters = () =>
  z.strictObject({
    library: z
      .literal("brotli")
      .default("brotli")
      .describe("library; its version is in the report's environment"),
    quality: z.int().min(0).max(11).default(11).describe("compression quality"),
    windowBits: z.int().min(10).max(24).default(24).describe("log2 of the window in bytes"),
  });

const brotliOnce = oncePerInput<number>();

/**
 * Size of bytes compressed by brotli.
 *
 * @returns bytes, with the header
 * @throws Error of brotli when memory is short
 */
export function brotliSize(
  bytes: Uint8Array,
  settings: z.infer<ReturnType<typeof brotliParameters>>,
): Promise<number> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: settings.quality,
    [constants.BROTLI_PARAM_LGWIN]: settings.windowBits,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliOnce(bytes, settings, async () => (await compressBrotli(bytes, { params })).length);
}

export const [brotliRate, brotliRatio] = rateAndRatio({
  id: "brotli",
  name: "brotli",
  convention: "the bytes of the symbols, all blocks in one stream; header included",
  validity: "an upper bound; its built-in dictionary gives web text of a few kB an unfair advantage",
  cost: "a few microseconds per byte at quality 11",
  reference: "Alakuijala & Szabadka 2016, RFC 7932",
  params: brotliParameters,
  size: brotliSize,
});

export const [zstdRate, zstdRatio] = checkedRateAndRatio({
  id: "zstd",
  name: "Zstandard",
  convention: "the bytes of the symbols, all blocks in one stream; header included, no checksum",
  validity:
    "an upper bound; the library is node:zlib from Node 22.15 on, else @bokuweb/zstd-wasm, and sizes differ",
  cost: "about 0.5 us per byte at level 19",
  reference: "Collet & Kucherawy 2021, RFC 8878",
  params: zstdParameters,
  codec: zstd,
});

export const [xzRate, xzRatio] = checkedRateAndRatio({
  id: "xz",
  name: "xz",
  convention: "the bytes of the symbols, all blocks in one stream; header, index and checksum included",
  validity: "an upper bound; needs the package lzma-native",
  cost: "about 0.5 us per byte",
  reference: "Salomon & Motta 2010, Handbook of Data Compression, ch. 6 (LZMA)",
  params: xzParameters,
  codec: xz,
});

export const [bzip2Rate, bzip2Ratio] = checkedRateAndRatio({
  id: "bzip2",
  name: "bzip2",
  convention: "the bytes of the symbols, all blocks in one stream; header and checksums included",
  validity: "an upper bound; needs the package bzip2-wasm",
  cost: "about 0.1 us per byte",
  reference: "Burrows & Wheeler 1994, Digital SRC Research Report 124; Seward 1996, bzip2",
  params: bzip2Parameters,
  codec: bzip2,
});

export const [ppmdRate, ppmdRatio] = checkedRateAndRatio({
  id: "ppmd",
  name: "PPMd",
  convention:
    "the bytes of the symbols, all blocks in one stream; a .7z archive of one file without dates, about 100 bytes of header",
  validity: "an upper bound, loose below 10 kB because of its header; needs the package 7z-wasm",
  cost: "about 0.2 us per byte and 50 ms",
  reference: "Shkarin 2002, Data Compression Conference (PPMII)",
  params: ppmdParameters,
  codec: ppmd,
});
