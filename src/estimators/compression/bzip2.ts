import { defineEstimator } from "../../core/estimator.ts";
import { bzip2, bzip2Parameters } from "./bzip2-codec.ts";
import { codedOutcome } from "./codec.ts";

export const bzip2Rate = defineEstimator({
  id: "bzip2",
  quantity: "codeLengthRate",
  title: "bzip2 code-length rate",
  summary: "bits that bzip2 spends, header counted, divided by the symbols; decoded again and compared",
  formula: "8 * compressed bytes / n",
  convention: "the bytes behind the symbols, all blocks in one stream; header and checksums included",
  validity: "an upper bound; needs the package bzip2-wasm",
  cost: "some 0.1 us a byte",
  reference: "Burrows & Wheeler 1994, Digital SRC Research Report 124; Seward 1996, bzip2",
  params: bzip2Parameters,
  minimumLength: 1,
  estimate: (context, settings) => codedOutcome(context, bzip2, settings, (size) => (8 * size) / context.n),
});
