import { ReadableStream } from "node:stream/web";
import { messageOf } from "../../core/errors.ts";
import { ForwardReader } from "../byte-source.ts";
import { Damage, type Decoder, Unsupported } from "./decoder.ts";

type Package = typeof import("xz-decompress");
type Loaded = Package | { readonly default: Package };

const pieceLength = 16_384;
/** Offset of the check's type in the header, and the type for SHA-256. */
const checkAt = 7;
const checkBySha256 = 0x0a;

/** The decoder's error codes for unsupported features. */
const unsupported: Readonly<Record<string, string>> = {
  "2": "a SHA-256 check",
  "3": "a dictionary that does not fit in memory",
  "4": "a dictionary of more than 64 MiB",
  "6": "a filter or a dictionary of its kind",
};
/** The decoder's error codes for damage. */
const reasons: Readonly<Record<string, string>> = {
  "5": "not an xz file",
  "7": "wrong data or checksum",
  "8": "the data is truncated or too long",
};

/** All streams of an xz file. */
export const unxz: Decoder = async (compressed, unpacked) => {
  // The package is CommonJS: its exports are on `default`, unless this file became CommonJS too.
  const loaded = (await import("xz-decompress")) as unknown as Loaded;
  const xz = "default" in loaded ? loaded.default : loaded;
  const forwards = new ForwardReader(compressed);
  let given = 0;
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (given >= compressed.size) return controller.close();
      const piece = forwards.read(given, pieceLength);
      given += piece.length;
      controller.enqueue(piece);
    },
  });
  const reader = new xz.XzReadableStream(
    source as unknown as globalThis.ReadableStream<Uint8Array>,
  ).getReader();
  try {
    for (;;) {
      let next: { done: boolean; value?: Uint8Array | undefined };
      try {
        next = await reader.read();
      } catch (error) {
        const code = /error code (\d+)/.exec(messageOf(error))?.[1] ?? "";
        // The decoder uses one code for this check and for filters.
        if (code === "6" && compressed.read(checkAt, 1)[0] === checkBySha256)
          throw new Unsupported(unsupported["2"]!);
        if (Object.hasOwn(unsupported, code)) throw new Unsupported(unsupported[code]!);
        throw new Damage(reasons[code] ?? messageOf(error), given);
      }
      if (next.done) return;
      // A chunk is a view of the decoder's own memory, which is copied at once.
      unpacked.add(next.value!);
    }
  } finally {
    // The package has one decoder: a stream that is left open would keep all later ones waiting for ever.
    await reader.cancel().catch(() => {});
  }
};
