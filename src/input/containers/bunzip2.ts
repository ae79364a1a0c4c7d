import { messageOf } from "../../core/errors.ts";
import { readStretch, stretchLength } from "../byte-source.ts";
import { Damage, type Decoder } from "./decoder.ts";

interface ByteInput {
  readByte(): number;
  eof(): boolean;
  read(target: Uint8Array, offset: number, length: number): number;
}
interface Bunzip {
  decode(input: ByteInput, output: { writeByte(byte: number): void }, allStreams: boolean): void;
}

const pieceLength = 65_536;

/** All streams of a bzip2 file. */
export const bunzip2: Decoder = async (compressed, unpacked) => {
  const { default: bunzip } = (await import("seek-bzip" as string)) as { default: Bunzip };
  let at = 0;
  const piece = new Uint8Array(pieceLength);
  let filled = 0;
  let stretch: Uint8Array = new Uint8Array(0);
  let start = 0;
  const readByte = () => {
    if (at >= start + stretch.length) {
      stretch = readStretch(compressed, at, stretchLength);
      start = at;
    }
    return at < compressed.size ? stretch[at++ - start]! : -1;
  };
  const input: ByteInput = {
    readByte,
    eof: () => at >= compressed.size,
    read(target, offset, length) {
      const bytes = compressed.read(at, length);
      target.set(bytes, offset);
      at += bytes.length;
      return bytes.length;
    },
  };
  const flush = () => {
    unpacked.add(piece.subarray(0, filled));
    filled = 0;
  };
  const writeByte = (byte: number) => {
    piece[filled++] = byte;
    if (filled === pieceLength) flush();
  };
  try {
    bunzip.decode(input, { writeByte }, true);
  } catch (error) {
    // The decoder's own errors have codes; errors of the limits pass through.
    if (error instanceof Error && "errorCode" in error) throw new Damage(messageOf(error), at);
    throw error;
  }
  flush();
};
