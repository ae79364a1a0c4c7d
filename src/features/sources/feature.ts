import { catalogueOptions, catalogueViews } from "../../command/catalogue.ts";
import { defineFeature } from "../../command/feature.ts";
import { outputOptions, type SharedOptions } from "../../command/options.ts";
import type { Catalogue } from "../../report/terminal/catalogue-table.ts";
import type { KnownTruth } from "../../report/terminal/truth-table.ts";

interface SourcesOptions extends SharedOptions {
  readonly export?: string;
  readonly length: string;
}

/** `mesoscope sources [ids...]`: the generators. */
export const sources = defineFeature<SourcesOptions, Catalogue>({
  name: "sources",
  group: "Experiment",
  summary: "list the generators; with ids, their parameters, exact truths and references",
  description:
    "Lists the sources that a recipe can name, one per line. With ids, prints these in full. --export writes a\nsample of each recipe, one byte per symbol for alphabets up to 256 and else two, little-endian, and\nbeside it a JSON file with its exact truths.",
  argument: {
    usage: "[ids...]",
    description:
      "only these sources, in full; with --export recipes, by default a set of known learnable bits",
  },
  shared: [...catalogueOptions, "seed"],
  own: {
    export: { flags: "--export <dir>", description: "write samples and truths as new files in a folder" },
    length: { flags: "-n, --length <size>", description: "symbols of an exported sample", default: "1e4" },
  },
  examples: [
    "mesoscope sources",
    "mesoscope sources markov",
    "mesoscope sources -f json",
    'mesoscope sources --export samples "random-markov(alphabet=8)" -n 1e5',
  ],
  views: catalogueViews,
  run: async ({ paths, format, io, options }) => {
    const { exportSources, listSources } = await import("./plan.ts");
    if (options.export !== undefined) {
      await exportSources(paths, options.export, options.length, options.seed, io);
      return {};
    }
    const truths = paths.length > 0 || format === "json" || format === "ndjson";
    return { result: await listSources(paths, truths, io) };
  },
});

interface TruthOptions extends SharedOptions {
  readonly length?: string;
}

/** `mesoscope truth <recipe>`: the exact truths of a source. */
export const truth = defineFeature<TruthOptions, KnownTruth>({
  name: "truth",
  group: "Experiment",
  summary: "print what is exactly known of a recipe, and how it is derived",
  description:
    "Prints the exact truths of a recipe with the digits that are certified. With -n also its learnable bits:\nwhat an ideal learner of its class learns from so long a sample.",
  argument: { usage: "<recipe>", description: "a source, as for generate" },
  shared: outputOptions.filter((name) => name !== "quiet" && name !== "color"),
  own: {
    length: { flags: "-n, --length <size>", description: "symbols of a sample, for its learnable bits" },
  },
  examples: [
    'mesoscope truth "replace(periodic(word=00101), eps=0.1)"',
    "mesoscope truth rrxor -f json",
    'mesoscope truth "random-markov(alphabet=8)" -n 1e4',
  ],
  views: {
    table: async (known, view) =>
      (await import("../../report/terminal/truth-table.ts")).renderTruth(known, view),
    rows: async (known) => (await import("../../report/terminal/truth-table.ts")).truthRows(known),
  },
  run: async ({ paths, options, io }) => ({
    result: await (await import("./plan.ts")).knownTruth(paths, options.length, io),
  }),
});
