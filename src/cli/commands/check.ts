import type { Check } from "../../check/schema.ts";
import type { Views } from "../../report/formats.ts";
import { measureOptions, outputOptions, rowOptions } from "../options.ts";
import type { PlacedCheckReport } from "../plans/check.ts";
import type { CheckOptions } from "../plans/check-setup.ts";
import { rowOrder } from "../row-order.ts";
import { reportCommand } from "../run-command.ts";
import { configuration } from "./configuration.ts";

/** How a check is shown. */
export const checkViews: Views<PlacedCheckReport> = {
  table: async ({ report }, view) =>
    (await import("../../check/report/table.ts")).renderCheckTable(report, view),
  json: async ({ report }) => `${JSON.stringify(report, null, 2)}\n`,
  ndjson: async ({ report }) => (await import("../../check/report/rows.ts")).renderCheckNdjson(report),
  rows: async ({ report }) => (await import("../../check/report/rows.ts")).checkRows(report),
  md: async ({ report }) => (await import("../../check/report/markdown.ts")).renderCheckMarkdown(report),
  junit: async ({ report }) => (await import("../../check/report/junit.ts")).renderCheckJunit(report),
  sarif: async ({ report, fromRoot }) =>
    (await import("../../check/report/sarif.ts")).renderCheckSarif(report, fromRoot),
  github: async ({ report, fromRoot }) =>
    (await import("../../check/report/github.ts")).renderCheckGithub(report, fromRoot),
};

/** `mesoscope check [paths...]`: files that are unlike the rest, budgets and drift. */
export const check = reportCommand<CheckOptions, PlacedCheckReport>({
  name: "check",
  group: "Check",
  summary: "exit 1 when files are unlike the rest, or leave what is written down",
  description:
    'Holds files to the budgets of mesoscope.config.json, found upwards from here, and to the baseline\nthat mesoscope baseline wrote. A number fails when its whole interval lies beyond its limit, or has\nmoved since the baseline by more than the joined error. Without any of these, or with "odd": true, new\nand changed files are judged by a model of all others, and named with the lines that are unlike them.',
  argument: {
    usage: "[paths...]",
    description: "files, folders, globs, -; by default what the configuration names",
  },
  shared: [...measureOptions.filter((name) => name !== "corpora"), "settle", ...outputOptions, ...rowOptions],
  refuses: {
    estimator: 'estimators stand in the configuration; leave out -e, or write "estimator" or "drift"',
  },
  own: {
    config: configuration,
    baseline: {
      flags: "--baseline <file>",
      description: "the baseline; by default what the configuration names",
    },
  },
  examples: [
    "mesoscope check",
    "mesoscope check src/ docs/ -f github",
    "mesoscope check -f junit -o mesoscope.xml",
    "mesoscope schema config > mesoscope.schema.json",
  ],
  schemas: {
    check: async () => (await import("../../check/schema.ts")).checkReportSchema,
    config: async () => (await import("../../check/config-schema.ts")).configSchema,
  },
  views: checkViews,
  order: rowOrder<PlacedCheckReport, Check>(
    "input",
    {
      name: ({ input }) => input,
      status: ({ status }) => ["failed", "undecided", "undefined", "passed"].indexOf(status),
      quantity: ({ quantity }) => quantity,
    },
    ({ report }) => report.checks,
    (placed, checks) => ({ ...placed, report: { ...placed.report, checks: [...checks] } }),
  ),
  run: async (call) => (await import("../plans/check.ts")).checkFiles(call),
});
