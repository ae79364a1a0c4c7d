import { InputError, messageOf } from "../../core/errors.ts";
import { Damage, type Decoder, type Unpacked } from "./decoder.ts";
import type { CompressedFormat } from "./formats.ts";

/** What an unpacked input may grow to. */
export interface UnpackLimits {
  /** bytes in all */
  readonly memory: number;
  /** bytes for each compressed byte, once there are more than `free` bytes */
  readonly ratio: number;
  readonly free: number;
  /** to be called for each piece */
  work?(): void;
}

/** A piece of so many bytes is all there is, mostly, and not copied. */
const largePiece = 1_048_576;

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
 * @throws InputError with the offset of the damage, or when they unpack to more than the limits allow
 * Cost: holds the result, one and a half times for a moment.
 */
export async function decompress(
  format: CompressedFormat,
  compressed: Uint8Array,
  limits: UnpackLimits,
): Promise<Uint8Array> {
  let room: Uint8Array = new Uint8Array(0);
  let length = 0;
  const announce = (more: number) => {
    const total = length + more;
    if (total > limits.memory) {
      throw new InputError(
        `unpacks to more than ${limits.memory} bytes; --max-memory allows more, or unpack it to a file, of which a sample can be read`,
      );
    }
    if (total > limits.free && total > limits.ratio * compressed.length) {
      throw new InputError(
        `${compressed.length} bytes of ${format} that unpack to more than ${limits.ratio} times as many are not read; --max-memory allows more`,
      );
    }
  };
  const unpacked: Unpacked = {
    announce,
    add(bytes) {
      announce(bytes.length);
      limits.work?.();
      if (length === 0 && bytes.length >= largePiece) room = bytes;
      else {
        if (length + bytes.length > room.length) {
          const larger = Buffer.allocUnsafeSlow(
            Math.max(length + bytes.length, Math.ceil(1.5 * room.length)),
          );
          larger.set(room.subarray(0, length));
          room = larger;
        }
        room.set(bytes, length);
      }
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
    throw new InputError(`${format} could not be unpacked: ${messageOf(error)}`);
  }
  return room.subarray(0, length);
}
