import { InputError, messageOf } from "../../core/errors.ts";
import { openZstdWasm, type ZstdWasm } from "../../estimators/zstd-wasm.ts";
import { Damage, type Decoder, type Unpacked, Unsupported } from "./decoder.ts";

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
  if (compressed.length === 0) throw new Damage("the data end within a frame", 0);
  for (let at = 0; at < compressed.length; ) {
    const frame = frameAt(compressed, at);
    if (frame.most !== null) {
      const own = Buffer.from(compressed.subarray(at, frame.end));
      // The whole output is in memory, so a larger window cannot reach anything more.
      if (frame.window !== null) own[frame.window - at] = Math.min(own[frame.window - at]!, largestWindow);
      const decode = (room: number) => decoded(zstd.exports, own, room, frame.end);
      if (frame.claimed !== null) {
        // The decoder holds a second copy.
        unpacked.announce(2 * frame.claimed);
        unpacked.add(decode(frame.claimed) ?? tooLarge());
      } else unpacked.add(growing(decode, frame.most, unpacked));
    }
    at = frame.end;
  }
};

/** Tries larger and larger buffers: the headers of blocks give an upper bound, which may be a thousand times too large. */
function growing(
  decode: (room: number) => Uint8Array | undefined,
  most: number,
  unpacked: Unpacked,
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
function frameAt(bytes: Uint8Array, start: number): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = start;
  const take = (length: number): number => {
    if (at + length > bytes.length) throw new Damage("the data end within a frame", bytes.length);
    at += length;
    return at - length;
  };
  const magic = view.getUint32(take(4), true);
  if (magic >>> 4 === 0x184d2a5) {
    const length = view.getUint32(take(4), true);
    take(length);
    return { end: at, claimed: null, most: null, window: null };
  }
  if (magic !== 0xfd2fb528) throw new Damage("something else follows", start);
  const descriptor = bytes[take(1)]!;
  const single = (descriptor & 0x20) !== 0;
  if ((descriptor & 0x08) !== 0) throw new Damage("a reserved bit is set", at);
  const window = single ? null : take(1);
  if (take([0, 1, 2, 4][descriptor & 3]!) !== at) throw new Unsupported("a dictionary");
  const sizeLength = [single ? 1 : 0, 2, 4, 8][descriptor >>> 6]!;
  const claimed = sizeAt(view, take(sizeLength), sizeLength);
  let most = 0;
  for (let last = false; !last; ) {
    const header = take(3);
    const word = bytes[header]! | (bytes[header + 1]! << 8) | (bytes[header + 2]! << 16);
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

function sizeAt(view: DataView, at: number, length: number): number | null {
  switch (length) {
    case 0:
      return null;
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}
