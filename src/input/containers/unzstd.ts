import { InputError, messageOf } from "../../core/errors.ts";
import { openZstdWasm, type ZstdWasm } from "../../estimators/zstd-wasm.ts";
import { ForwardReader, readStretch } from "../byte-source.ts";
import { Damage, type Decoder, type OutputCollector, Unsupported } from "./decoder.ts";

/** A part of the compressed data that is decoded on its own. */
interface Frame {
  readonly end: number;
  /** decompressed size by its header; null: not given */
  readonly claimed: number | null;
  /** largest decompressed size; null: none, it is skipped */
  readonly most: number | null;
  /** offset of the window descriptor; null: one block, without a window */
  readonly window: number | null;
}

const mostInBlock = 131_072;
/** Buffer for the first try at a frame that does not give its size. */
const firstRoom = 1_048_576;
/** 2^30 bytes, the largest window of a 32-bit decoder, and more than is ever decompressed. */
const largestWindow = (30 - 10) << 3;

/**
 * All frames of a Zstandard file. The headers are read first for the largest size, so that nothing is allocated for a false
 * claim.
 */
export const unzstd: Decoder = async (compressed, unpacked) => {
  const zstd = await openZstdWasm();
  if (!zstd.present) throw new InputError(`Zstandard cannot be unpacked: ${zstd.reason}`);
  if (compressed.size === 0) throw new Damage("the data end within a frame", 0);
  const forwards = new ForwardReader(compressed);
  for (let at = 0; at < compressed.size; ) {
    const frame = frameAt(forwards, at);
    if (frame.most !== null) {
      const { claimed, most } = frame;
      // The decoder holds a second copy of both.
      if (claimed !== null) unpacked.announce(2 * claimed);
      unpacked.hold(2 * (frame.end - at));
      const own = Buffer.from(readStretch(compressed, at, frame.end - at));
      // The whole output is in memory, so a larger window cannot reach anything more.
      if (frame.window !== null) own[frame.window - at] = Math.min(own[frame.window - at]!, largestWindow);
      const decode = (room: number) => decoded(zstd.exports, own, room, frame.end);
      unpacked.add(claimed === null ? growing(decode, most, unpacked) : (decode(claimed) ?? tooLarge()));
    }
    at = frame.end;
  }
};

/** Tries larger and larger buffers: the headers of blocks give an upper bound, which may be a thousand times too large. */
function growing(
  decode: (room: number) => Uint8Array | undefined,
  most: number,
  unpacked: OutputCollector,
): Uint8Array {
  // The decoder holds a second copy.
  const largest = Math.min(most, Math.floor(unpacked.left() / 2));
  for (let room = Math.min(firstRoom, largest); ; room = Math.min(4 * room, largest)) {
    const bytes = decode(room);
    if (bytes !== undefined) return bytes;
    if (room === most) return tooLarge();
    unpacked.announce(2 * (room + 1));
  }
}

function tooLarge(): never {
  throw new Unsupported("frames that do not fit in memory");
}

/** The decoder's error codes for too small a buffer, and for unsupported features. */
const withoutRoom = [64, 70, 74];
const unsupported: Readonly<Record<number, string>> = {
  12: "frames of another version",
  14: "parameters of its kind",
  16: "a window of its size",
  32: "a dictionary",
};

/** @returns undefined when the buffer is too small */
function decoded(exports: ZstdWasm, frame: Uint8Array, room: number, end: number): Uint8Array | undefined {
  try {
    return exports.decompress(frame, { defaultHeapSize: Math.max(1, room) });
  } catch (error) {
    const code = /failed to (?:de)?compress with code -(\d+)/i.exec(messageOf(error))?.[1];
    if (code === undefined) throw error;
    if (withoutRoom.includes(Number(code))) return undefined;
    const reason = unsupported[Number(code)];
    throw reason === undefined ? new Damage("wrong data or checksum", end) : new Unsupported(reason);
  }
}

/**
 * The frame that starts at an offset.
 *
 * Source: RFC 8878, section 3.1.
 */
function frameAt(bytes: ForwardReader, start: number): Frame {
  let at = start;
  const take = (length: number): number => {
    if (at + length > bytes.size) throw new Damage("the data end within a frame", bytes.size);
    at += length;
    return at - length;
  };
  const number = (length: number): number => {
    let value = 0;
    for (let [i, place] = [take(length), 1]; i < at; i++, place *= 256) value += bytes.byte(i) * place;
    return value;
  };
  const magic = number(4);
  if (magic >>> 4 === 0x184d2a5) {
    take(number(4));
    return { end: at, claimed: null, most: null, window: null };
  }
  if (magic !== 0xfd2fb528) throw new Damage("something else follows", start);
  const descriptor = number(1);
  const single = (descriptor & 0x20) !== 0;
  if ((descriptor & 0x08) !== 0) throw new Damage("a reserved bit is set", at);
  const window = single ? null : take(1);
  if (take([0, 1, 2, 4][descriptor & 3]!) !== at) throw new Unsupported("a dictionary");
  const sizeLength = [single ? 1 : 0, 2, 4, 8][descriptor >>> 6]!;
  // Sizes of two bytes begin at 256.
  const claimed = sizeLength === 0 ? null : number(sizeLength) + (sizeLength === 2 ? 256 : 0);
  let most = 0;
  for (let last = false; !last; ) {
    const header = at;
    const word = number(3);
    const [kind, size] = [(word >>> 1) & 3, word >>> 3];
    last = (word & 1) !== 0;
    if (kind === 3 || size > mostInBlock) throw new Damage("a block that cannot be", header);
    take(kind === 1 ? 1 : size);
    most += kind === 2 ? mostInBlock : size;
  }
  if ((descriptor & 0x04) !== 0) take(4);
  if (claimed !== null && claimed > most) throw new Damage("claims to be larger than its blocks", at);
  return { end: at, claimed, most, window };
}
