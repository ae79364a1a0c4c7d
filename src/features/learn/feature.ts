import { defineFeature } from "../../command/feature.ts";
import { inputOptions, wholeNumber } from "../../command/options.ts";
import type { LearnModelOptions } from "./plan.ts";

/** `mesoscope learn [paths...] -o good.model`: a model of a text, as one file. */
export const learn = defineFeature<LearnModelOptions>({
  name: "learn",
  group: "Many documents",
  summary: "a model of good text, by which mesoscope score judges other documents",
  description:
    "Learns a model of documents and writes it into one file: which bytes follow which strings, and how\noften. The file states what the model pays for text of the same kind that it has not read, and how\nmuch more that is than the full observer pays. Equal documents give equal bytes.\nOf more than 50 MiB of text a random part is learned; a byte of it takes 26 bytes of\nmemory, beside 30 MB.",
  argument: {
    usage: "[paths...]",
    description: "files, folders, globs, -; records are documents of their own",
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
      description: "bytes of the longest strings, from 1 to 8: longer ones cost speed and memory",
      default: 6,
      parse: wholeNumber("--order", 1, 8),
    },
    size: { flags: "--size <size>", description: "of the file, at most; up to 64MiB", default: "16MiB" },
    trial: {
      flags: "--trial <size>",
      description: "text on which it is compared with the full observer; 0: it is not",
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
