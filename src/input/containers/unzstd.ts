import { InputError, messageOf } from "../../core/errors.ts";
import { openZstdWasm } from "../../estimators/compression/zstd-wasm.ts";
import { Damage, type Decoder } from "./decoder.ts";

/** A stretch of the compressed data that is decoded by itself. */
interface Frame {
  readonly end: number;
  /** bytes it may unpack to, at most; null: none, it is skipped */
  readonly most: number | null;
}

const mostInBlock = 131_072;

/**
 * All frames of a Zstandard file. What they may unpack to is read from their headers first, so that nothing is
 * allocated for what they merely claim.
 */
export const unzstd: Decoder = async (compressed, unpacked) => {
  const zstd = await openZstdWasm();
  if (!zstd.present) throw new InputError(`Zstandard cannot be unpacked: ${zstd.reason}`);
  if (compressed.length === 0) throw new Damage("the data end within a frame", 0);
  for (let at = 0; at < compressed.length; ) {
    const frame = frameAt(compressed, at);
    if (frame.most !== null) {
      // The decoder holds it once more.
      unpacked.announce(2 * frame.most);
      try {
        const bytes = zstd.exports.decompress(Buffer.from(compressed.subarray(at, frame.end)), {
          defaultHeapSize: Math.max(1, frame.most),
        });
        unpacked.add(bytes);
      } catch (error) {
        if (!/failed to compress|failed to decompress/i.test(messageOf(error))) throw error;
        throw new Damage("the data or their checksum are wrong", frame.end);
      }
    }
    at = frame.end;
  }
};

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
    return { end: at, most: null };
  }
  if (magic !== 0xfd2fb528) throw new Damage("something else follows", start);
  const descriptor = bytes[take(1)]!;
  const single = (descriptor & 0x20) !== 0;
  if ((descriptor & 0x08) !== 0) throw new Damage("a reserved bit is set", at);
  if (!single) take(1);
  if (take([0, 1, 2, 4][descriptor & 3]!) !== at) throw new Damage("needs a dictionary", at);
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
  return { end: at, most: claimed ?? most };
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
