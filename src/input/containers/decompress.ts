import { InputError, messageOf } from "../../core/errors.ts";
import { Damage, type Decoder, type Unpacked, Unsupported } from "./decoder.ts";
import type { CompressedFormat } from "./formats.ts";

/** Limits on the size of decompressed data. */
export interface UnpackLimits {
  /** bytes in all */
  readonly memory: number;
  /** bytes for each compressed byte, once there are more than `free` bytes */
  readonly ratio: number;
  readonly free: number;
  /** to be called for each piece */
  work?(): void;
}

/** Bytes up to which a buffer of four times the size is allocated. */
const smallRoom = 4_194_304;

/**
 * A buffer for at least `bytes`. Beyond some megabytes it has room for everything that may come: unwritten pages take no
 * memory, while growing would hold two copies.
 */
function roomFor(bytes: number, most: number): Uint8Array {
  if (bytes <= smallRoom) return Buffer.allocUnsafeSlow(Math.max(65_536, 4 * bytes));
  try {
    return Buffer.allocUnsafeSlow(most);
  } catch {
    // Except on systems where allocated memory is committed at once.
    return Buffer.allocUnsafeSlow(Math.ceil(1.5 * bytes));
  }
}

/** A piece of this many bytes is usually the whole output and is not copied. */
const largePiece = 1_048_576;

const decoders: Readonly<Record<CompressedFormat, () => Promise<Decoder>>> = {
  gzip: async () => (await import("./gunzip.ts")).gunzip,
  Zstandard: async () => (await import("./unzstd.ts")).unzstd,
  xz: async () => (await import("./unxz.ts")).unxz,
  bzip2: async () => (await import("./bunzip2.ts")).bunzip2,
};

/** Data that no limits would allow to decompress. */
export class UnpackError extends InputError {}

/**
 * Decompresses all bytes or throws. Verifies checksums where the format has them.
 *
 * @param format of the bytes
 * @throws UnpackError with the offset of the damage, or for an unsupported variant; InputError when the result exceeds the
 *   limits
 * Cost: holds the result.
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
        `unpacks to more than ${limits.memory} bytes; --max-memory allows more, or unpack it to a file, which can be sampled`,
      );
    }
    if (total > limits.free && total > limits.ratio * compressed.length) {
      throw new InputError(
        `${compressed.length} bytes of ${format} unpack to more than ${limits.ratio} times their size; --max-memory allows more`,
      );
    }
  };
  const mostBytes = Math.min(limits.memory, Math.max(limits.free, limits.ratio * compressed.length));
  const unpacked: Unpacked = {
    announce,
    left: () => Math.max(0, mostBytes - length),
    add(bytes) {
      announce(bytes.length);
      limits.work?.();
      if (length === 0 && bytes.length >= largePiece) room = bytes;
      else {
        if (length + bytes.length > room.length) {
          const larger = roomFor(length + bytes.length, mostBytes);
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
      throw new UnpackError(
        `damaged ${format} at byte ${error.offset} of ${compressed.length}: ${error.message}`,
      );
    }
    if (error instanceof Unsupported)
      throw new UnpackError(`${format} with ${error.message} is not supported`);
    throw new UnpackError(`${format} could not be unpacked: ${messageOf(error)}`);
  }
  return room.subarray(0, length);
}
