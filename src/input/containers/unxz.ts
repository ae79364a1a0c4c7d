import { ReadableStream } from "node:stream/web";
import { messageOf } from "../../core/errors.ts";
import { Damage, type Decoder } from "./decoder.ts";

const pieceLength = 16_384;

type Package = typeof import("xz-decompress");
type Loaded = Package | { readonly default: Package };

/** Codes of the decoder within the package. */
const reasons: Readonly<Record<string, string>> = {
  "3": "needs more memory than a decoder may have",
  "5": "not an xz file",
  "6": "made with an option that is not supported, such as a check by SHA-256",
  "7": "the data or their checksum are wrong",
  "8": "the data end or go on where they should not",
};

/** All streams of an xz file. */
export const unxz: Decoder = async (compressed, unpacked) => {
  // The package is in CommonJS: its exports are those of the default, but not where this file has become CommonJS, too.
  const loaded = (await import("xz-decompress")) as unknown as Loaded;
  const xz = "default" in loaded ? loaded.default : loaded;
  let given = 0;
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (given >= compressed.length) return controller.close();
      const piece = compressed.subarray(given, given + pieceLength);
      given += piece.length;
      controller.enqueue(piece);
    },
  });
  const reader = new xz.XzReadableStream(
    source as unknown as globalThis.ReadableStream<Uint8Array>,
  ).getReader();
  for (;;) {
    let next: { done: boolean; value?: Uint8Array | undefined };
    try {
      next = await reader.read();
    } catch (error) {
      const code = /error code (\d+)/.exec(messageOf(error))?.[1] ?? "";
      throw new Damage(reasons[code] ?? messageOf(error), given);
    }
    if (next.done) return;
    // What is read is a view of the decoder's own memory.
    unpacked.add(next.value!.slice());
  }
};
