import { once } from "node:events";
import { createGunzip } from "node:zlib";
import { codeOf, messageOf } from "../../core/errors.ts";
import { ForwardReader, readStretch, stretchLength } from "../byte-source.ts";
import { Damage, type Decoder } from "./decoder.ts";

/** Bytes per call: the precision of the offset of damage. */
const pieceLength = 16_384;

/** All members of a gzip file; only zeros may follow the last one, as on tapes. */
export const gunzip: Decoder = async (compressed, unpacked) => {
  const stream = createGunzip({ chunkSize: stretchLength });
  let failure: unknown;
  stream.on("data", (piece: Buffer) => {
    if (failure !== undefined) return;
    try {
      unpacked.add(piece);
    } catch (error) {
      stream.destroy(error as Error);
    }
  });
  stream.on("error", (error) => {
    failure ??= error;
  });
  const closed = once(stream, "close").catch(() => {});
  let given = 0;
  const forwards = new ForwardReader(compressed);
  while (given < compressed.size && failure === undefined && !stream.destroyed) {
    const piece = forwards.read(given, pieceLength);
    given += piece.length;
    await new Promise<void>((resolve) => {
      // After an error the stream calls nothing else back.
      stream.once("close", resolve);
      stream.write(piece, () => {
        stream.off("close", resolve);
        resolve();
      });
    });
  }
  if (failure === undefined && !stream.destroyed) stream.end();
  await closed;
  if (failure !== undefined) throw asDamage(failure, given);
  const end = stream.bytesWritten;
  for (let at = end; at < compressed.size; at += stretchLength) {
    const rest = readStretch(compressed, at, stretchLength);
    if (rest.some((byte) => byte !== 0)) throw new Damage("something else follows", end);
  }
};

function asDamage(failure: unknown, offset: number): unknown {
  return codeOf(failure)?.startsWith("Z_") ? new Damage(messageOf(failure), offset) : failure;
}
