import { catalogueOptions, catalogueViews } from "../../command/catalogue.ts";
import { defineFeature } from "../../command/feature.ts";

/** `mesoscope estimators [ids...]`: the estimators for -e. */
export const estimators = defineFeature({
  name: "estimators",
  group: "Support",
  summary: "list the estimators; with ids, their formulas, conventions and limits",
  description: "Lists the estimators that -e accepts, one per line. With ids, prints these in full.",
  argument: { usage: "[ids...]", description: "only these estimators, in full" },
  shared: catalogueOptions,
  examples: ["mesoscope estimators", "mesoscope estimators grassberger", "mesoscope estimators -f csv"],
  views: catalogueViews,
  run: async ({ paths }) => ({
    result: await (await import("./plan.ts")).listEstimators(paths),
  }),
});
