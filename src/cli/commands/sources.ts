import { catalogueOptions, catalogueViews } from "../catalogue.ts";
import { reportCommand } from "../run-command.ts";

/** `mesoscope sources [ids...]`: the generators. */
export const sources = reportCommand({
  name: "sources",
  group: "Experiment",
  summary: "list the generators; with ids their parameters, exact truths and references",
  description: "Lists the sources a recipe can name, one line each; with ids, all that is known of these.",
  argument: { usage: "[ids...]", description: "only these, in full" },
  shared: catalogueOptions,
  examples: ["mesoscope sources", "mesoscope sources markov", "mesoscope sources -f json"],
  views: catalogueViews,
  run: async ({ paths, format, io }) => {
    const { listSources } = await import("../plans/sources.ts");
    const truths = paths.length > 0 || format === "json" || format === "ndjson";
    return { result: await listSources(paths, truths, io) };
  },
});
