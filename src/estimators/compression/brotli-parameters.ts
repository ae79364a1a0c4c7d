import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import * as z from "zod";

const compress = promisify(brotliCompress);

/** Settings of brotli, all of them in every result; the version of the library stands in the report. */
export const brotliParameters = z.strictObject({
  library: z
    .literal("brotli")
    .default("brotli")
    .describe("the library, its version is in the report's environment"),
  quality: z.int().min(0).max(11).default(11).describe("compression quality"),
  windowBits: z.int().min(10).max(24).default(24).describe("log2 of the window in bytes"),
});

/**
 * Size of bytes compressed by brotli.
 *
 * @returns bytes, with the header
 * @throws Error of brotli when memory is short
 */
export async function brotliSize(
  bytes: Uint8Array,
  parameters: z.infer<typeof brotliParameters>,
): Promise<number> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: parameters.quality,
    [constants.BROTLI_PARAM_LGWIN]: parameters.windowBits,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return (await compress(bytes, { params })).length;
}
