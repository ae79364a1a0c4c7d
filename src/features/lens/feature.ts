import { defineFeature } from "../../command/feature.ts";
import { outputOptions, sharedOptions } from "../../command/options.ts";
import type { LensOptions } from "./plan.ts";
import type { Lens } from "./read-lens.ts";

/** `mesoscope lens <path>`: the surprising parts of a text. */
export const lens = defineFeature<LensOptions, Lens>({
  name: "lens",
  group: "Look",
  summary: "where in a text what is surprising, in colours and as a list",
  description:
    "Colours every byte by what it costs a reader who has learned the rest, and\nlists where the text is noise, order, a copy of an earlier place, or unlike\nthe rest. Text is shown in lines, anything else as bytes; a page\n(-o lens.html) says of each place what it costs. The first MiB is read,\nin 300 MB of memory; --max-memory 1GB reads 16 MiB.",
  argument: { usage: "[path]", description: "a file, or - for standard input" },
  shared: ["decompress", "maxMemory", "stdinName", "losses", "learnerTimeout", ...outputOptions],
  own: {
    at: {
      flags: "--at <place>",
      description: "only this place, line:column or byte offset: bits, likeliest bytes, who said so, source",
    },
    text: {
      flags: "--text",
      description: "the text with its costs into a pipe or file, too, as a terminal shows it below the list",
    },
    by: { flags: "--by <model>", description: "by the model that mesoscope learn wrote into this file" },
    learner: {
      ...sharedOptions.learner,
      description: `by one that has learned the other half: ${sharedOptions.learner.description}`,
    },
  },
  examples: [
    "FORCE_COLOR=1 mesoscope lens notes.md --text | less -R",
    "mesoscope lens config.json --at 12:34",
    "mesoscope lens firmware.bin -f csv",
    "mesoscope lens essay.txt --by good.model -o essay.html",
    "mesoscope lens essay.txt --learner gpt-tiny",
  ],
  schemas: { lens: async () => (await import("./schema.ts")).lensReportSchema },
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
