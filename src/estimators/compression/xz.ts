import { defineEstimator } from "../../core/estimator.ts";
import { codedOutcome } from "./codec.ts";
import { xz, xzParameters } from "./xz-codec.ts";

export const xzRate = defineEstimator({
  id: "xz",
  quantity: "codeLengthRate",
  title: "xz code-length rate",
  summary: "bits that xz spends, header counted, divided by the symbols; decoded again and compared",
  formula: "8 * compressed bytes / n",
  convention: "the bytes behind the symbols, all blocks in one stream; header, index and checksum included",
  validity: "an upper bound; needs the package lzma-native",
  cost: "some 0.5 us a byte",
  reference: "Salomon & Motta 2010, Handbook of Data Compression, ch. 6 (LZMA)",
  params: xzParameters,
  minimumLength: 1,
  estimate: (context, settings) => codedOutcome(context, xz, settings, (size) => (8 * size) / context.n),
});
