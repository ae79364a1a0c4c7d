import { promisify } from "node:util";
import { deflate } from "node:zlib";
import * as z from "zod";
import { rateAndRatio } from "./rate-and-ratio.ts";

const compress = promisify(deflate);

/** Settings of deflate, all of them in every result; the version of the library stands in the report. */
export const deflateParameters = () =>
  z.strictObject({
    library: z
      .literal("zlib")
      .default("zlib")
      .describe("the library, its version is in the report's environment"),
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
  return (await compress(bytes, { level, windowBits })).length;
}

export const [deflateRate, deflateRatio] = rateAndRatio({
  id: "deflate",
  name: "deflate",
  convention: "the bytes behind the symbols, all blocks in one stream; zlib header and checksum included",
  validity:
    "an upper bound that matches of at most 32 kB away can reach; 25 to 40 % above h on small machines",
  cost: "some 30 ns a byte",
  reference: "Deutsch 1996, RFC 1950 and RFC 1951",
  params: deflateParameters,
  size: deflatedSize,
});
