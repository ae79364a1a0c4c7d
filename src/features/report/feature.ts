import { defineFeature } from "../../command/feature.ts";
import { measureOptions, outputOptions, recipes, rowOptions, wholeNumber } from "../../command/options.ts";
import { outcomeOf } from "../../command/outcome.ts";
import { UsageError } from "../../core/errors.ts";
import { reportViews, sampleOrder } from "../../page/sample-views.ts";
import { formatsOf, renderOf } from "../../report/formats.ts";
import type { View } from "../../report/kit/renderer.ts";
import type { ReportOptions, SamplesInDepth } from "./plan.ts";

/** `mesoscope report [paths...]`: everything about samples, as one page. */
export const report = defineFeature<ReportOptions, SamplesInDepth>({
  name: "report",
  group: "Look",
  summary: "write everything about samples to one HTML page",
  description:
    "Measures samples and writes one self-contained HTML page: the map, learning curves,\ncompressors, nested codes and sections, with filters, zoom and definitions. Other formats\nhave the output of the default command, with the numbers of that page.",
  argument: { usage: "[paths...]", description: "files, folders, globs, - for standard input" },
  shared: [...measureOptions, "together", ...outputOptions, ...rowOptions],
  refuses: { estimator: "report chooses its estimators itself; leave out -e, or leave out report" },
  own: {
    recipe: recipes,
    depth: {
      flags: "--depth <n>",
      description:
        "explain the first n samples in depth, as explain does, and the one that is farthest from the middle of all",
      default: 20,
      parse: wholeNumber("--depth", 0, Number.MAX_SAFE_INTEGER, "of samples"),
    },
  },
  examples: [
    "mesoscope report src/ docs/ -o report.html",
    "mesoscope report --corpora core -o core.html",
    "mesoscope report logs/ --depth 0 --sample 20kB -o quick.html",
    'mesoscope report --recipe rrxor --recipe "uniform(alphabet=4)" -o r.html',
  ],
  views: {
    ...Object.fromEntries(
      formatsOf(reportViews).map((id) => [
        id,
        async ({ report }: SamplesInDepth, view: View) => renderOf(id, reportViews)!(report, view),
      ]),
    ),
    html: async ({ report, depths, depth }, { words = [] }) => {
      const { depthOnPage } = await import("./page.ts");
      return (await import("../../page/html.ts")).renderPage(
        { ...report, samples: [...report.samples] },
        depths.map((one) => one && depthOnPage(one)),
        [`mesoscope report --depth ${depth}`, ...words].join(" "),
      );
    },
  },
  // Rows are sorted before the first of them are explained.
  order: { keys: sampleOrder().keys, arrange: (result) => result },
  defaultFormat: () => "html",
  requireFormat: (format, { output }, io) => {
    if (format === "html" && output === undefined && io.stdout.isTTY === true)
      throw new UsageError("report makes a page: name its file, as in -o report.html");
  },
  async run(call) {
    const { measureInDepth } = await import("./plan.ts");
    const result = await measureInDepth(call);
    return { ...outcomeOf(result.report), result };
  },
});
