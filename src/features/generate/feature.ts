import { defineFeature } from "../../command/feature.ts";
import type { GenerateOptions } from "./plan.ts";

/** `mesoscope generate <recipe>`: writes a sequence. */
export const generate = defineFeature<GenerateOptions>({
  name: "generate",
  group: "Experiment",
  summary: "write a sequence: noise, structure, or a mixture",
  description:
    "Writes a generated sequence. The same recipe, seed and length always give the same bytes.\nA symbol takes one byte for alphabets up to 256, else two, little-endian.",
  argument: { usage: "<recipe>", description: 'a source, e.g. "replace(periodic(word=00101), eps=0.1)"' },
  shared: ["seed", "output", "force"],
  own: {
    length: {
      flags: "-n, --length <size>",
      description: "number of symbols, e.g. 1000, 100kB, 1MiB; by default all symbols of a finite source",
    },
    as: {
      flags: "--as <form>",
      description: "binary, or text with one letter per symbol; by default text on a terminal, else binary",
    },
  },
  examples: [
    'mesoscope generate "uniform(alphabet=27)" -n 1MB --as text | mesoscope -',
    "mesoscope generate golden-mean -n 1MB --seed 7 -o golden.bin",
  ],
  act: async (call) => (await import("./plan.ts")).writeSequence(call),
});
