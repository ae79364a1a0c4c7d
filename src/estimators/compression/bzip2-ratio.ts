import { defineEstimator } from "../../core/estimator.ts";
import { bzip2, bzip2Parameters } from "./bzip2-codec.ts";
import { codedOutcome } from "./codec.ts";

export const bzip2Ratio = defineEstimator({
  id: "bzip2-ratio",
  quantity: "compressionRatio",
  title: "bzip2 compression ratio",
  summary:
    "bytes that bzip2 gives divided by the bytes it got; above 1 where the header outweighs the savings",
  formula: "compressed bytes / input bytes",
  convention: "the bytes behind the symbols, all blocks in one stream; header and checksums included",
  validity: "depends on the length and on how symbols are written as bytes; compare at equal size only",
  cost: "that of bzip2, shared with it",
  reference: "Burrows & Wheeler 1994, Digital SRC Research Report 124; Seward 1996, bzip2",
  params: bzip2Parameters,
  minimumLength: 1,
  estimate: (context, settings) =>
    codedOutcome(context, bzip2, settings, (size) => size / context.bytes.length),
});
