import { ppmd, ppmdParameters } from "./ppmd-codec.ts";
import { checkedRateAndRatio } from "./rate-and-ratio.ts";

export const [ppmdRate, ppmdRatio] = checkedRateAndRatio({
  id: "ppmd",
  name: "PPMd",
  convention:
    "the bytes behind the symbols, all blocks in one stream; a .7z archive of one file without dates, some 100 bytes of header",
  validity: "an upper bound, loose below 10 kB for its header; needs the package 7z-wasm",
  cost: "some 0.2 us a byte and 50 ms",
  reference: "Shkarin 2002, Data Compression Conference (PPMII)",
  params: ppmdParameters,
  codec: ppmd,
});
