import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { brotliParameters, brotliSize } from "./brotli-parameters.ts";

export const brotliRate = defineEstimator({
  id: "brotli",
  quantity: "codeLengthRate",
  title: "brotli code-length rate",
  summary: "bits that brotli spends, header counted, divided by the symbols",
  formula: "8 * compressed bytes / n",
  convention: "the bytes behind the symbols, all blocks in one stream; header included",
  validity: "an upper bound; its built-in dictionary helps web text of a few kB unfairly",
  cost: "some microseconds a byte at quality 11",
  reference: "Alakuijala & Szabadka 2016, RFC 7932",
  params: brotliParameters,
  minimumLength: 1,
  async estimate({ bytes, n }, parameters) {
    return scalar((8 * (await brotliSize(bytes, parameters))) / n);
  },
});
