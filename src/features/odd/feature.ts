import { defineFeature } from "../../command/feature.ts";
import { inputOptions, outputOptions, rowOptions } from "../../command/options.ts";
import { rowOrder } from "../../command/row-order.ts";
import type { OddOptions } from "./plan.ts";
import type { OddFile, OddReport } from "./schema.ts";

/** `mesoscope odd <paths...>`: which files are unlike the others. */
export const odd = defineFeature<OddOptions, OddReport>({
  name: "odd",
  group: "Check",
  summary: "find files that are unlike the rest of a folder",
  description:
    "Reads each file with a model of the others, as mesoscope check does, and lists the most unusual files\nwith their most surprising lines: a blob, a generated or minified file, another language. In one folder\nof 200, a usual file is reported as odd. With fewer than 20 files, files are only ranked.",
  argument: { usage: "<paths...>", description: "folders, files, globs" },
  shared: [
    "seed",
    ...inputOptions.filter((name) => !["corpora", "charset", "field", "records", "stdinName"].includes(name)),
    ...outputOptions,
    ...rowOptions,
    "all",
  ],
  own: {
    fail: { flags: "--fail", description: "exit 1 when a file is odd" },
  },
  examples: ["mesoscope odd src", "mesoscope odd . --exclude '*.svg' --fail", "mesoscope odd src -f json"],
  schemas: { odd: async () => (await import("./schema.ts")).oddReportSchema },
  views: {
    table: async (report, view) => (await import("./show.ts")).renderOdd(report, view),
    rows: async (report) => (await import("./show.ts")).oddRows(report),
  },
  order: rowOrder<OddReport, OddFile>(
    "oddest",
    {
      file: ({ file }) => file,
      bytes: ({ bytes }) => bytes,
      rate: ({ rate }) => rate,
    },
    ({ files }) => files,
    (report, files) => ({ ...report, files: [...files] }),
  ),
  run: async (call) => (await import("./plan.ts")).findOddFiles(call),
});
