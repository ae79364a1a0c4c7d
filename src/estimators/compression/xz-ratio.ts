import { defineEstimator } from "../../core/estimator.ts";
import { codedOutcome } from "./codec.ts";
import { xz, xzParameters } from "./xz-codec.ts";

export const xzRatio = defineEstimator({
  id: "xz-ratio",
  quantity: "compressionRatio",
  title: "xz compression ratio",
  summary: "bytes that xz gives divided by the bytes it got; above 1 where the header outweighs the savings",
  formula: "compressed bytes / input bytes",
  convention: "the bytes behind the symbols, all blocks in one stream; header, index and checksum included",
  validity: "depends on the length and on how symbols are written as bytes; compare at equal size only",
  cost: "that of xz, shared with it",
  reference: "Salomon & Motta 2010, Handbook of Data Compression, ch. 6 (LZMA)",
  params: xzParameters,
  minimumLength: 1,
  estimate: (context, settings) => codedOutcome(context, xz, settings, (size) => size / context.bytes.length),
});
