import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { deflatedSize, deflateParameters } from "./deflate-parameters.ts";

export const deflateRatio = defineEstimator({
  id: "deflate-ratio",
  quantity: "compressionRatio",
  title: "deflate compression ratio",
  summary:
    "bytes that deflate gives divided by the bytes it got; above 1 where the header outweighs the savings",
  formula: "compressed bytes / input bytes",
  convention: "the bytes behind the symbols, all blocks in one stream; zlib header and checksum included",
  validity: "depends on the length and on how symbols are written as bytes; compare at equal size only",
  cost: "some 30 ns a byte",
  reference: "Deutsch 1996, RFC 1950 and RFC 1951",
  params: deflateParameters,
  minimumLength: 1,
  async estimate({ bytes }, parameters) {
    return scalar((await deflatedSize(bytes, parameters)) / bytes.length);
  },
});
