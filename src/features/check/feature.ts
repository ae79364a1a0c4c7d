import { defineFeature } from "../../command/feature.ts";
import { measureOptions, outputOptions, rowOptions } from "../../command/options.ts";
import { rowOrder } from "../../command/row-order.ts";
import type { Views } from "../../report/formats.ts";
import type { PlacedCheckReport } from "./check-files.ts";
import { ciSystems, configuration, type InitOptions } from "./options.ts";
import type { Check } from "./schema.ts";
import type { CheckOptions } from "./setup.ts";

/** How a check is shown. */
export const checkViews: Views<PlacedCheckReport> = {
  table: async ({ report }, view) => (await import("./show.ts")).renderCheckTable(report, view),
  json: async ({ report }) => `${JSON.stringify(report, null, 2)}\n`,
  ndjson: async ({ report }) => (await import("./show.ts")).renderCheckNdjson(report),
  rows: async ({ report }) => (await import("./show.ts")).checkRows(report),
  md: async ({ report }) => (await import("./show.ts")).renderCheckMarkdown(report),
  junit: async ({ report }) => (await import("./show-ci.ts")).renderCheckJunit(report),
  sarif: async ({ report, fromRoot }) => (await import("./show-ci.ts")).renderCheckSarif(report, fromRoot),
  github: async ({ report, fromRoot }) => (await import("./show-ci.ts")).renderCheckGithub(report, fromRoot),
};

/** `mesoscope check [paths...]`: files that are unlike the rest, budgets and drift. */
export const check = defineFeature<CheckOptions, PlacedCheckReport>({
  name: "check",
  group: "Check",
  summary: "fail if files are odd, break a budget or drift",
  description:
    'Checks files against the budgets of the nearest mesoscope.config.json, here or in a parent folder, and\nagainst the baseline that mesoscope baseline wrote. A number fails if its whole interval is beyond its\nlimit, or if it has moved since the baseline by more than the combined error. Without budgets and\nbaseline, or with "odd": true, a model of all other files judges new and changed files, and lists the\nlines that are unlike the others.',
  argument: {
    usage: "[paths...]",
    description: "files, folders, globs, -; by default those that the configuration names",
  },
  shared: [...measureOptions.filter((name) => name !== "corpora"), "settle", ...outputOptions, ...rowOptions],
  refuses: {
    estimator: 'estimators are set in the configuration: leave out -e, or set "estimator" or "drift"',
  },
  own: {
    config: configuration,
    baseline: {
      flags: "--baseline <file>",
      description: "baseline to compare with; by default the one that the configuration names",
    },
  },
  examples: [
    "mesoscope check",
    "mesoscope check src/ docs/ -f github",
    "mesoscope check -f junit -o mesoscope.xml",
    "mesoscope schema config > mesoscope.schema.json",
  ],
  schemas: {
    check: async () => (await import("./schema.ts")).checkReportSchema,
    config: async () => (await import("./config-schema.ts")).configSchema,
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
  run: async (call) => (await import("./check-files.ts")).checkFiles(call),
});

/** `mesoscope baseline [paths...]`: what `check` compares with. */
export const baseline = defineFeature<CheckOptions>({
  name: "baseline",
  group: "Check",
  summary: "measure files now, as a baseline for check",
  description:
    'Measures files and writes their numbers with intervals. The tolerance of mesoscope check is the\nmeasured error of both measurements. With "odd": true in the configuration, it accepts the files as\nthey are: it writes their hashes, and how surprising they are to a model of the others.',
  argument: { usage: "[paths...]", description: "measure only these files again" },
  shared: [...measureOptions.filter((name) => name !== "corpora"), "output", "force", "quiet"],
  refuses: {
    estimator: 'estimators are set in the configuration: leave out -e, or set "estimator" or "drift"',
  },
  own: {
    config: configuration,
    baseline: {
      flags: "--baseline <file>",
      description: "file to write; by default the one that the configuration names",
    },
  },
  writes: ["baseline"],
  examples: ["mesoscope baseline", "mesoscope baseline docs/changed.md"],
  schemas: { baseline: async () => (await import("./schema.ts")).baselineSchema },
  act: async (call) => (await import("./write-baseline.ts")).writeBaseline(call),
});

/** `mesoscope init`: configuration and baseline of a repository. */
export const init = defineFeature<InitOptions>({
  name: "init",
  group: "Check",
  summary: "measure a repository, and write a configuration and a baseline for check",
  description:
    "Measures the files of the working directory and shows their kinds, what is usual for each kind, and\nwhich files are odd today. Writes mesoscope.config.json and mesoscope.baseline.json. The baseline accepts\nthe present files, so mesoscope check judges only new and changed files. Overwrites nothing.",
  argument: null,
  shared: ["ascii", "color", "quiet"],
  own: {
    ci: {
      flags: "--ci <system>",
      description: "also write a workflow for this system",
      choices: ciSystems,
    },
    dryRun: { flags: "--dry-run", description: "show what init would write, and write nothing" },
  },
  examples: ["mesoscope init --dry-run", "mesoscope init --ci github"],
  act: async (call) => (await import("./init.ts")).initialize(call),
});
