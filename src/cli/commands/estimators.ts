import { catalogueOptions, catalogueViews } from "../catalogue.ts";
import { reportCommand } from "../run-command.ts";

/** `mesoscope estimators [ids...]`: what -e accepts. */
export const estimators = reportCommand({
  name: "estimators",
  group: "Support",
  summary: "list the estimators; with ids their formulas, conventions and limits",
  description: "Lists what -e accepts, one line each; with ids, all that is known of these.",
  argument: { usage: "[ids...]", description: "only these, in full" },
  shared: catalogueOptions,
  examples: ["mesoscope estimators", "mesoscope estimators grassberger", "mesoscope estimators -f csv"],
  views: catalogueViews,
  run: async ({ paths }) => ({
    result: await (await import("../plans/estimators.ts")).listEstimators(paths),
  }),
});
