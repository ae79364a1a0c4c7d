import { InputError, messageOf } from "../../core/errors.ts";
import { tooMuchMemory } from "../allowance.ts";
import { bytesSource, roomFor } from "../byte-source.ts";
import { type Compressed, Damage, type Decoder, type OutputCollector, Unsupported } from "./decoder.ts";
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
  packed: Compressed | Uint8Array,
  limits: UnpackLimits,
): Promise<Uint8Array> {
  const compressed = packed instanceof Uint8Array ? bytesSource(packed, []) : packed;
  let room: Uint8Array = new Uint8Array(0);
  let length = 0;
  const announce = (more: number) => {
    const total = length + more;
    if (total > limits.memory) {
      throw new InputError(
        `unpacks to more than ${limits.memory} bytes; --max-memory allows more, or unpack it to a file, which can be sampled`,
      );
    }
    if (total > limits.free && total > limits.ratio * compressed.size) {
      throw new InputError(
        `${compressed.size} bytes of ${format} unpack to more than ${limits.ratio} times their size; --max-memory allows more`,
      );
    }
  };
  const mostBytes = Math.min(limits.memory, Math.max(limits.free, limits.ratio * compressed.size));
  const unpacked: OutputCollector = {
    announce,
    left: () => Math.max(0, mostBytes - length),
    hold(bytes) {
      if (bytes > limits.memory) throw new InputError(tooMuchMemory(limits.memory));
    },
    add(bytes) {
      announce(bytes.length);
      limits.work?.();
      if (length === 0 && bytes.length >= largePiece && bytes.length === bytes.buffer.byteLength)
        room = bytes;
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
        `damaged ${format} at byte ${error.offset} of ${compressed.size}: ${error.message}`,
      );
    }
    if (error instanceof Unsupported)
      throw new UnpackError(`${format} with ${error.message} is not supported`);
    throw new UnpackError(`${format} could not be unpacked: ${messageOf(error)}`);
  }
  return room.subarray(0, length);
}
