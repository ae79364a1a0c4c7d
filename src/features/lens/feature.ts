import { defineFeature } from "../../command/feature.ts";
import { outputOptions } from "../../command/options.ts";
import type { LensOptions } from "./plan.ts";
import type { Lens } from "./read-lens.ts";

/** `mesoscope lens <path>`: the surprising parts of a text. */
export const lens = defineFeature<LensOptions, Lens>({
  name: "lens",
  group: "Look",
  summary: "show the surprising parts of a text, in colours and as a list",
  description:
    "Colours every byte by its cost for an observer that has learned the rest, and\nlists spans that are noise, order, a copy of an earlier span, or unlike the rest.\nText is shown in lines, other data as bytes. A page (-o lens.html) gives the cost\nof every position. Reads the first MiB, in 350 MB of memory; with --max-memory 1GB\nup to 16 MiB.",
  argument: { usage: "[path]", description: "a file, or - for standard input" },
  shared: ["field", "decompress", "maxMemory", "stdinName", "losses", ...outputOptions],
  own: {
    text: {
      flags: "--text",
      description: "also write the text with its costs into a pipe or file, as on a terminal",
    },
  },
  examples: [
    "FORCE_COLOR=1 mesoscope lens notes.md --text | less -R",
    "mesoscope lens firmware.bin -f csv",
    "mesoscope lens essay.txt --losses losses.ndjson -o essay.html",
  ],
  schemas: { lens: async () => (await import("../../results/lens-schema.ts")).lensReportSchema },
  views: {
    table: async (found, view) => (await import("./show.ts")).renderLens(found, view),
    rows: async (found) => (await import("./show.ts")).lensRows(found),
    json: async ({ report }) => `${JSON.stringify(report, null, 2)}\n`,
    html: async (found) => (await import("./page.ts")).renderLensHtml(found),
  },
  run: async (call) => {
    const found = await (await import("./plan.ts")).lensOf(call);
    return { result: { ...found, showsText: call.options.text === true } };
  },
});
