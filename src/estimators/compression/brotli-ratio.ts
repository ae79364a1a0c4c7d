import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { brotliParameters, brotliSize } from "./brotli-parameters.ts";

export const brotliRatio = defineEstimator({
  id: "brotli-ratio",
  quantity: "compressionRatio",
  title: "brotli compression ratio",
  summary:
    "bytes that brotli gives divided by the bytes it got; above 1 where the header outweighs the savings",
  formula: "compressed bytes / input bytes",
  convention: "the bytes behind the symbols, all blocks in one stream; header included",
  validity: "depends on the length and on how symbols are written as bytes; compare at equal size only",
  cost: "some microseconds a byte at quality 11",
  reference: "Alakuijala & Szabadka 2016, RFC 7932",
  params: brotliParameters,
  minimumLength: 1,
  async estimate({ bytes }, parameters) {
    return scalar((await brotliSize(bytes, parameters)) / bytes.length);
  },
});
