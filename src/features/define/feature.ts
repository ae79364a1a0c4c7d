import { catalogueOptions, catalogueViews } from "../../command/catalogue.ts";
import { defineFeature } from "../../command/feature.ts";

/** `mesoscope define [term...]`: the meaning of a word or symbol of an output. */
export const define = defineFeature({
  name: "define",
  group: "Support",
  summary: "explain a term or symbol of an output; without one, list all terms",
  description:
    "Explains quantities, columns, verdicts, options and other terms, by name or symbol: growth, S, h(k),\nbudget. Without a term, lists all terms.",
  argument: { usage: "[term...]", description: "terms or symbols; spaces and hyphens are equivalent" },
  shared: catalogueOptions,
  examples: ["mesoscope define growth", "mesoscope define border", "mesoscope define S G -f json"],
  views: {
    ...catalogueViews,
    rows: async ({ machine }) => (await import("./plan.ts")).termRows(machine),
  },
  run: async ({ paths }) => ({ result: (await import("./plan.ts")).defineTerms(paths) }),
});
