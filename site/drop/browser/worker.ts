import "../../playground/browser/worker-first.ts";
import table from "../../../data/likenesses.json" with { type: "json" };
import { InputError, messageOf } from "../../../src/core/errors.ts";
import { type ByteSource, bytesSource } from "../../../src/input/byte-source.ts";
import { likenessModels } from "../../../src/models/likeness-models.ts";
import { decodeBase64 } from "../../../src/wasm/load.ts";
import { lookAt } from "../look.ts";
import type { Look } from "./drop.ts";

// The compiler takes this for a page, which cannot read at once.
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

/** Bytes up to which a file is read in one go. */
const smallFile = 33_554_432;

addEventListener("message", ({ data }: MessageEvent<File>) => {
  look(data).then(
    () => postMessage({ kind: "done" } satisfies Look),
    (error: unknown) => postMessage({ kind: "failed", reason: messageOf(error) } satisfies Look),
  );
});

async function look(file: File): Promise<void> {
  const models = await unpacked;
  const seen = lookAt(
    file.name,
    sourceOf(file),
    likenessModels(() => models),
  );
  for (const part of seen) postMessage({ kind: "seen", seen: part } satisfies Look);
}

/** Of the page: browsers unpack no Brotli. */
const unpacked = new Response(
  new Blob([decodeBase64(table.models.join("")).slice()])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw")),
)
  .arrayBuffer()
  .then((buffer) => new Uint8Array(buffer));

function sourceOf(file: File): ByteSource {
  const reader = new FileReaderSync();
  const read = (from: number, to: number) => {
    try {
      return new Uint8Array(reader.readAsArrayBuffer(file.slice(from, to)));
    } catch {
      throw new InputError("cannot be read; it may be a folder, or have changed");
    }
  };
  const { size } = file;
  if (size <= smallFile) return bytesSource(read(0, size), size === 0 ? [] : [size]);
  return { size, documentEnds: [size], read: (offset, length) => read(offset, offset + length) };
}
