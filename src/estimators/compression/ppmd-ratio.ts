import { defineEstimator } from "../../core/estimator.ts";
import { codedOutcome } from "./codec.ts";
import { ppmd, ppmdParameters } from "./ppmd-codec.ts";

export const ppmdRatio = defineEstimator({
  id: "ppmd-ratio",
  quantity: "compressionRatio",
  title: "PPMd compression ratio",
  summary:
    "bytes that PPMd gives divided by the bytes it got; above 1 where the header outweighs the savings",
  formula: "compressed bytes / input bytes",
  convention:
    "the bytes behind the symbols, all blocks in one stream; a .7z archive of one file without dates, some 100 bytes of header",
  validity: "depends on the length and on how symbols are written as bytes; compare at equal size only",
  cost: "that of ppmd, shared with it",
  reference: "Shkarin 2002, Data Compression Conference (PPMII)",
  params: ppmdParameters,
  minimumLength: 1,
  estimate: (context, settings) =>
    codedOutcome(context, ppmd, settings, (size) => size / context.bytes.length),
});
