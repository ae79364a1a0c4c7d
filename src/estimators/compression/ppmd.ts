import { defineEstimator } from "../../core/estimator.ts";
import { codedOutcome } from "./codec.ts";
import { ppmd, ppmdParameters } from "./ppmd-codec.ts";

export const ppmdRate = defineEstimator({
  id: "ppmd",
  quantity: "codeLengthRate",
  title: "PPMd code-length rate",
  summary: "bits that PPMd spends, header counted, divided by the symbols; decoded again and compared",
  formula: "8 * compressed bytes / n",
  convention:
    "the bytes behind the symbols, all blocks in one stream; a .7z archive of one file without dates, some 100 bytes of header",
  validity: "an upper bound, loose below 10 kB for its header; needs the package 7z-wasm",
  cost: "some 0.2 us a byte and 50 ms",
  reference: "Shkarin 2002, Data Compression Conference (PPMII)",
  params: ppmdParameters,
  minimumLength: 1,
  estimate: (context, settings) => codedOutcome(context, ppmd, settings, (size) => (8 * size) / context.n),
});
