import { checkedRateAndRatio } from "./rate-and-ratio.ts";
import { zstd, zstdParameters } from "./zstd-codec.ts";

export const [zstdRate, zstdRatio] = checkedRateAndRatio({
  id: "zstd",
  name: "Zstandard",
  convention: "the bytes behind the symbols, all blocks in one stream; header included, no checksum",
  validity:
    "an upper bound; the library is node:zlib from Node 22.15 on, else @bokuweb/zstd-wasm, and sizes differ",
  cost: "some 0.5 us a byte at level 19",
  reference: "Collet & Kucherawy 2021, RFC 8878",
  params: zstdParameters,
  codec: zstd,
});
