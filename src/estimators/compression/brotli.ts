import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import * as z from "zod";
import { rateAndRatio } from "./rate-and-ratio.ts";

const compress = promisify(brotliCompress);

/** Settings of brotli, all of them in every result; the version of the library stands in the report. */
export const brotliParameters = () =>
  z.strictObject({
    library: z
      .literal("brotli")
      .default("brotli")
      .describe("the library, its version is in the report's environment"),
    quality: z.int().min(0).max(11).default(11).describe("compression quality"),
    windowBits: z.int().min(10).max(24).default(24).describe("log2 of the window in bytes"),
  });

/** Rate and ratio ask for the same code. */
const known = new WeakMap<Uint8Array, Map<string, Promise<number>>>();

/**
 * Size of bytes compressed by brotli.
 *
 * @returns bytes, with the header
 * @throws Error of brotli when memory is short
 */
export function brotliSize(
  bytes: Uint8Array,
  parameters: z.infer<ReturnType<typeof brotliParameters>>,
): Promise<number> {
  const sizes = known.get(bytes) ?? new Map<string, Promise<number>>();
  known.set(bytes, sizes);
  const key = JSON.stringify(parameters);
  const size = sizes.get(key) ?? compressedSize(bytes, parameters);
  sizes.set(key, size);
  return size;
}

async function compressedSize(
  bytes: Uint8Array,
  { quality, windowBits }: z.infer<ReturnType<typeof brotliParameters>>,
): Promise<number> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: windowBits,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return (await compress(bytes, { params })).length;
}

export const [brotliRate, brotliRatio] = rateAndRatio({
  id: "brotli",
  name: "brotli",
  convention: "the bytes behind the symbols, all blocks in one stream; header included",
  validity: "an upper bound; its built-in dictionary helps web text of a few kB unfairly",
  cost: "some microseconds a byte at quality 11",
  reference: "Alakuijala & Szabadka 2016, RFC 7932",
  params: brotliParameters,
  size: brotliSize,
});
