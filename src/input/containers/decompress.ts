import { InputError, messageOf } from "../../core/errors.ts";
import { Damage, type Decoder, type Unpacked, Unsupported } from "./decoder.ts";
import type { CompressedFormat } from "./formats.ts";

/** What an unpacked input may grow to. */
interface UnpackLimits {
  /** bytes in all */
  readonly most: number;
  /** bytes for each compressed byte, once there are more than `free` bytes */
  readonly ratio: number;
  readonly free: number;
}

/** Deflate cannot do better than 1 032 to one; real texts in other formats seldom reach it. */
export const usualLimits: UnpackLimits = { most: 1_073_741_824, ratio: 1100, free: 67_108_864 };

const decoders: Readonly<Record<CompressedFormat, () => Promise<Decoder>>> = {
  gzip: async () => (await import("./gunzip.ts")).gunzip,
  Zstandard: async () => (await import("./unzstd.ts")).unzstd,
  xz: async () => (await import("./unxz.ts")).unxz,
  bzip2: async () => (await import("./bunzip2.ts")).bunzip2,
};

/**
 * Unpacks compressed bytes: all of them or nothing. Checksums are verified, where the format has them.
 *
 * @param format what the bytes are
 * @throws InputError with the offset of the damage, when they unpack to more than the limits allow, or are of a kind that is not
 *   supported
 * Cost: holds the result, twice for a moment.
 */
export async function decompress(
  format: CompressedFormat,
  compressed: Uint8Array,
  limits: UnpackLimits = usualLimits,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const announce = (more: number) => {
    const total = length + more;
    if (total > limits.most) {
      throw new InputError(
        `unpacks to more than ${limits.most} bytes; unpack it to a file, of which a sample can be read`,
      );
    }
    if (total > limits.free && total > limits.ratio * compressed.length) {
      throw new InputError(
        `${compressed.length} bytes of ${format} that unpack to more than ${limits.ratio} times as many are not read`,
      );
    }
  };
  const unpacked: Unpacked = {
    announce,
    add(bytes) {
      announce(bytes.length);
      pieces.push(bytes);
      length += bytes.length;
    },
  };
  try {
    const decode = await decoders[format]();
    await decode(compressed, unpacked);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof Damage) {
      throw new InputError(
        `damaged ${format} at byte ${error.offset} of ${compressed.length}: ${error.message}`,
      );
    }
    if (error instanceof Unsupported)
      throw new InputError(`${format} with ${error.message} is not supported`);
    throw new InputError(`${format} could not be unpacked: ${messageOf(error)}`);
  }
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, length);
}
