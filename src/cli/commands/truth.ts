import type { KnownTruth } from "../../report/terminal/truth-table.ts";
import { outputOptions } from "../options.ts";

import { reportCommand } from "../run-command.ts";

/** `mesoscope truth <recipe>`: what is exactly known of a source. */
export const truth = reportCommand<object, KnownTruth>({
  name: "truth",
  group: "Experiment",
  summary: "what is exactly known of a recipe, and by which route",
  description: "Prints the exact truths of a recipe with the digits that are certified.",
  argument: { usage: "<recipe>", description: "a source, as for generate" },
  shared: outputOptions.filter((name) => name !== "quiet" && name !== "color"),
  examples: ['mesoscope truth "replace(periodic(word=00101), eps=0.1)"', "mesoscope truth rrxor -f json"],
  views: {
    table: async (known, view) =>
      (await import("../../report/terminal/truth-table.ts")).renderTruth(known, view),
    rows: async (known) => (await import("../../report/terminal/truth-table.ts")).truthRows(known),
  },
  run: async ({ paths, io }) => ({ result: await (await import("../plans/truth.ts")).knownTruth(paths, io) }),
});
