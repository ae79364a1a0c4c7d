import { defineFeature } from "../../command/feature.ts";
import { inputOptions, wholeNumber } from "../../command/options.ts";
import type { LearnModelOptions } from "./plan.ts";

/** `mesoscope learn [paths...] -o good.model`: a model of a text, as one file. */
export const learn = defineFeature<LearnModelOptions>({
  name: "learn",
  group: "Many documents",
  summary: "learn a model of good text, with which score judges other documents",
  description:
    "Learns which bytes follow which strings in documents, and how often, and writes this model to one\nfile. The file also states the loss of the model on held-out text of the same kind, and how much\nhigher that is than the loss of the full observer. Equal documents give equal bytes. Of more than\n50 MiB of text, a random part is learned. Memory: 30 MB, and 26 bytes per learned byte.",
  argument: {
    usage: "[paths...]",
    description: "files, folders, globs, -; each record is a document",
  },
  shared: [
    "seed",
    ...inputOptions.filter((name) => name !== "corpora" && name !== "charset"),
    "output",
    "force",
    "quiet",
  ],
  refuses: {
    encoding: "it reads bytes; leave out --encoding",
    charset: "it reads bytes; leave out --charset",
    corpora: "name files and folders instead",
    format: "a model has one format",
  },
  own: {
    order: {
      flags: "--order <n>",
      description: "length of the longest contexts in bytes, 1 to 8; longer ones take more time and memory",
      default: 6,
      parse: wholeNumber("--order", 1, 8),
    },
    size: { flags: "--size <size>", description: "maximum size of the file, up to 64MiB", default: "16MiB" },
    trial: {
      flags: "--trial <size>",
      description: "amount of text to compare the model with the full observer on; 0: no comparison",
      default: "256kB",
    },
  },
  examples: [
    "mesoscope learn books/ -o good.model",
    "mesoscope learn wiki.jsonl --field text -o good.model",
    "mesoscope score docs.jsonl --field text --against good.model",
  ],
  schemas: { model: async () => (await import("../../models/model-schema.ts")).modelHeaderSchema },
  act: async (call) => (await import("./plan.ts")).learnFromFiles(call),
});
