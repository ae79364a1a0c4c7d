import { catalogueOptions, catalogueViews } from "../../command/catalogue.ts";
import { defineFeature } from "../../command/feature.ts";

/** `mesoscope estimators [ids...]`: the estimators for -e. */
export const estimators = defineFeature({
  name: "estimators",
  group: "Support",
  summary: "list the estimators; with ids their formulas, conventions and limits",
  description: "Lists what -e accepts, one line each; with ids, all that is known of these.",
  argument: { usage: "[ids...]", description: "only these, in full" },
  shared: catalogueOptions,
  examples: ["mesoscope estimators", "mesoscope estimators grassberger", "mesoscope estimators -f csv"],
  views: catalogueViews,
  run: async ({ paths }) => ({
    result: await (await import("./plan.ts")).listEstimators(paths),
  }),
});
