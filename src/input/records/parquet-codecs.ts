import { brotliDecompressSync } from "node:zlib";
import { snappyUncompress } from "hyparquet";
import type { Allowance } from "../allowance.ts";
import { decompress } from "../containers/decompress.ts";
import type { CompressedFormat } from "../containers/formats.ts";

/** Decompresses a page to exactly `length` bytes. @throws Error in words */
export type Unpack = (codec: string, page: Uint8Array, length: number) => Promise<Uint8Array>;

type Codec = (page: Uint8Array, length: number) => Uint8Array | Promise<Uint8Array>;

const inContainer =
  (format: CompressedFormat): Codec =>
  (page, length) =>
    decompress(format, page, { memory: 2 * length, ratio: Number.POSITIVE_INFINITY, free: length });

const codecs: Readonly<Record<string, Codec>> = {
  UNCOMPRESSED: (page) => page,
  SNAPPY(page, length) {
    const unpacked = new Uint8Array(length);
    snappyUncompress(page, unpacked);
    return unpacked;
  },
  GZIP: inContainer("gzip"),
  BROTLI: (page, length) => brotliDecompressSync(page, { maxOutputLength: length }),
  ZSTD: inContainer("Zstandard"),
};

/**
 * Decompresses the pages of one file, which together share the limits of an input.
 *
 * @param size of the file in bytes
 */
export function pageUnpacker(size: number, { memory: most, ratio, free }: Allowance): Unpack {
  let total = 0;
  return async (codec, page, length) => {
    const decode = codecs[codec];
    if (decode === undefined) throw new Error(`pages of ${codec} are not supported`);
    total += length;
    if (length > most || (total > free && total > ratio * size)) {
      throw new Error(`pages of ${total} bytes in a file of ${size}`);
    }
    const unpacked = length === 0 ? page.subarray(0, 0) : await decode(page, length);
    if (unpacked.length !== length) throw new Error(`a page of ${unpacked.length} bytes, not ${length}`);
    return unpacked;
  };
}
