import { bzip2, bzip2Parameters } from "./bzip2-codec.ts";
import { checkedRateAndRatio } from "./rate-and-ratio.ts";

export const [bzip2Rate, bzip2Ratio] = checkedRateAndRatio({
  id: "bzip2",
  name: "bzip2",
  convention: "the bytes behind the symbols, all blocks in one stream; header and checksums included",
  validity: "an upper bound; needs the package bzip2-wasm",
  cost: "some 0.1 us a byte",
  reference: "Burrows & Wheeler 1994, Digital SRC Research Report 124; Seward 1996, bzip2",
  params: bzip2Parameters,
  codec: bzip2,
});
