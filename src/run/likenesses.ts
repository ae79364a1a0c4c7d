import type { EncodedSequence } from "../core/encoding.ts";
import type { Like } from "../results/report.ts";

/** What a sample is like, by the models of the package. Cost: 20 ms the first time. */
export async function likenesses(): Promise<(bytes: Uint8Array, sequence: EncodedSequence) => Like> {
  const [{ likenessModels }, { likenessOf }, { brotliDecompressSync }] = await Promise.all([
    import("../models/likeness-models.ts"),
    import("../spectrum/likeness.ts"),
    import("node:zlib"),
  ]);
  return (bytes, sequence) => likenessOf(bytes, sequence, likenessModels(brotliDecompressSync));
}
