import { defineEstimator } from "../../core/estimator.ts";
import { codedOutcome } from "./codec.ts";
import { zstd, zstdParameters } from "./zstd-codec.ts";

export const zstdRate = defineEstimator({
  id: "zstd",
  quantity: "codeLengthRate",
  title: "Zstandard code-length rate",
  summary: "bits that Zstandard spends, header counted, divided by the symbols; decoded again and compared",
  formula: "8 * compressed bytes / n",
  convention: "the bytes behind the symbols, all blocks in one stream; header included, no checksum",
  validity:
    "an upper bound; the library is node:zlib from Node 22.15 on, else @bokuweb/zstd-wasm, and sizes differ",
  cost: "some 0.5 us a byte at level 19",
  reference: "Collet & Kucherawy 2021, RFC 8878",
  params: zstdParameters,
  minimumLength: 1,
  estimate: (context, settings) => codedOutcome(context, zstd, settings, (size) => (8 * size) / context.n),
});
