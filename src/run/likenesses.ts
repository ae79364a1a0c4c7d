import type { EncodedSequence } from "../core/encoding.ts";
import { InputError } from "../core/errors.ts";
import { bytes as asBytes } from "../encodings/bytes.ts";
import type { LikenessModels } from "../models/likeness-models.ts";
import type { Like } from "../results/report.ts";
import { openInputSource } from "./input-source.ts";
import type { FileInput } from "./task.ts";

/** The models of the package. Cost: 20 ms the first time. */
export async function packageModels(): Promise<LikenessModels> {
  const [{ likenessModels }, { brotliDecompressSync }] = await Promise.all([
    import("../models/likeness-models.ts"),
    import("node:zlib"),
  ]);
  return likenessModels(brotliDecompressSync);
}

/** What a sample is like, by the models of the package. */
export async function likenesses(): Promise<(bytes: Uint8Array, sequence: EncodedSequence) => Like> {
  const [models, { likenessOf }] = await Promise.all([packageModels(), import("../spectrum/likeness.ts")]);
  return (bytes, sequence) => likenessOf(bytes, sequence, models);
}

/** Bytes at the start of a file that its kind is found by. */
const headBytes = 8_192;

/** The kind of text that a file begins like; null: none, or it cannot be read. Cost: 2 ms a file. */
export async function kindsOfHeads(): Promise<(file: FileInput) => string | null> {
  const likeOf = await likenesses();
  return (file) => {
    try {
      const source = openInputSource(file);
      try {
        const head = new Uint8Array(source.read(0, Math.min(source.size, headBytes)));
        const like = likeOf(head, asBytes.encode([head]));
        return like.status === "ok" ? like.kind : null;
      } finally {
        source.close();
      }
    } catch (error) {
      if (error instanceof InputError) return null;
      throw error;
    }
  };
}
