import { checkedRateAndRatio } from "./rate-and-ratio.ts";
import { xz, xzParameters } from "./xz-codec.ts";

export const [xzRate, xzRatio] = checkedRateAndRatio({
  id: "xz",
  name: "xz",
  convention: "the bytes behind the symbols, all blocks in one stream; header, index and checksum included",
  validity: "an upper bound; needs the package lzma-native",
  cost: "some 0.5 us a byte",
  reference: "Salomon & Motta 2010, Handbook of Data Compression, ch. 6 (LZMA)",
  params: xzParameters,
  codec: xz,
});
