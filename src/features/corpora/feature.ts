import { catalogueOptions, catalogueViews } from "../../command/catalogue.ts";
import { defineFeature } from "../../command/feature.ts";
import type { Catalogue } from "../../report/terminal/catalogue-table.ts";

/** `mesoscope corpora [list|install|verify] [ids...]`. */
export const corpora = defineFeature<object, Catalogue>({
  name: "corpora",
  group: "Support",
  summary: "list, install or verify the bundled real corpora",
  description: "Lists real corpora from pinned packages, installs the packages, or checks every hash.",
  argument: {
    usage: "[action] [ids...]",
    description: "list, install or verify; then core, all or ids of corpora",
  },
  shared: [...catalogueOptions, "quiet"],
  examples: ["mesoscope corpora", "mesoscope corpora install", "mesoscope corpora verify core"],
  views: catalogueViews,
  run: async (call) => (await import("./plan.ts")).manageCorpora(call),
});
