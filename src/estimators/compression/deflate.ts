import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { deflatedSize, deflateParameters } from "./deflate-parameters.ts";

export const deflateRate = defineEstimator({
  id: "deflate",
  quantity: "codeLengthRate",
  title: "deflate code-length rate",
  summary: "bits that deflate spends, header counted, divided by the symbols",
  formula: "8 * compressed bytes / n",
  convention: "the bytes behind the symbols, all blocks in one stream; zlib header and checksum included",
  validity:
    "an upper bound that matches of at most 32 kB away can reach; 25 to 40 % above h on small machines",
  cost: "some 30 ns a byte",
  reference: "Deutsch 1996, RFC 1950 and RFC 1951",
  params: deflateParameters,
  minimumLength: 1,
  async estimate({ bytes, n }, parameters) {
    return scalar((8 * (await deflatedSize(bytes, parameters))) / n);
  },
});
