import { catalogueOptions, catalogueViews } from "../../command/catalogue.ts";
import { defineFeature } from "../../command/feature.ts";
import { outputOptions } from "../../command/options.ts";
import type { KnownTruth } from "../../report/terminal/truth-table.ts";

/** `mesoscope sources [ids...]`: the generators. */
export const sources = defineFeature({
  name: "sources",
  group: "Experiment",
  summary: "list the generators; with ids, their parameters, exact truths and references",
  description: "Lists the sources that a recipe can name, one per line. With ids, prints these in full.",
  argument: { usage: "[ids...]", description: "only these sources, in full" },
  shared: catalogueOptions,
  examples: ["mesoscope sources", "mesoscope sources markov", "mesoscope sources -f json"],
  views: catalogueViews,
  run: async ({ paths, format, io }) => {
    const { listSources } = await import("./plan.ts");
    const truths = paths.length > 0 || format === "json" || format === "ndjson";
    return { result: await listSources(paths, truths, io) };
  },
});

/** `mesoscope truth <recipe>`: the exact truths of a source. */
export const truth = defineFeature<object, KnownTruth>({
  name: "truth",
  group: "Experiment",
  summary: "print what is exactly known of a recipe, and how it is derived",
  description: "Prints the exact truths of a recipe with the digits that are certified.",
  argument: { usage: "<recipe>", description: "a source, as for generate" },
  shared: outputOptions.filter((name) => name !== "quiet" && name !== "color"),
  examples: ['mesoscope truth "replace(periodic(word=00101), eps=0.1)"', "mesoscope truth rrxor -f json"],
  views: {
    table: async (known, view) =>
      (await import("../../report/terminal/truth-table.ts")).renderTruth(known, view),
    rows: async (known) => (await import("../../report/terminal/truth-table.ts")).truthRows(known),
  },
  run: async ({ paths, io }) => ({ result: await (await import("./plan.ts")).knownTruth(paths, io) }),
});
