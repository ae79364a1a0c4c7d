import { defineEstimator } from "../../core/estimator.ts";
import { codedOutcome } from "./codec.ts";
import { zstd, zstdParameters } from "./zstd-codec.ts";

export const zstdRatio = defineEstimator({
  id: "zstd-ratio",
  quantity: "compressionRatio",
  title: "Zstandard compression ratio",
  summary:
    "bytes that Zstandard gives divided by the bytes it got; above 1 where the header outweighs the savings",
  formula: "compressed bytes / input bytes",
  convention: "the bytes behind the symbols, all blocks in one stream; header included, no checksum",
  validity: "depends on the length and on how symbols are written as bytes; compare at equal size only",
  cost: "that of zstd, shared with it",
  reference: "Collet & Kucherawy 2021, RFC 8878",
  params: zstdParameters,
  minimumLength: 1,
  estimate: (context, settings) =>
    codedOutcome(context, zstd, settings, (size) => size / context.bytes.length),
});
