import { defineFeature } from "../../command/feature.ts";
import { measureOptions, outputOptions, wholeNumber } from "../../command/options.ts";
import { outcomeOf } from "../../command/outcome.ts";
import { reportViews } from "../../page/sample-views.ts";
import type { BatchReport } from "../../results/report.ts";
import type { NgramsOptions } from "./plan.ts";

const { svg: _, html: __, ...views } = reportViews;

/** `mesoscope ngrams <path>`: counts, spectra and statistics of n-grams. */
export const ngrams = defineFeature<NgramsOptions, BatchReport>({
  name: "ngrams",
  group: "Look",
  summary: "n-gram counts, spectra and statistics",
  description: "Counts the n-grams of one input and prints the most frequent ones and statistics of all.",
  argument: { usage: "<path>", description: "a file, or - for standard input" },
  shared: [...measureOptions, "together", ...outputOptions],
  // Counts are of the whole file; the default sample is for comparable rows.
  defaults: { sample: "all" },
  own: {
    orders: {
      flags: "-k, --orders <range>",
      description: "lengths of n-grams: 3, 1..5 or 1,2,4",
      default: "1..5",
    },
    top: {
      flags: "--top <n>",
      description: "print the n most frequent n-grams of each length",
      default: 20,
      parse: wholeNumber("--top", 1, 10_000),
    },
  },
  examples: [
    "mesoscope ngrams book.txt -k 1..5 --top 20",
    "mesoscope ngrams book.txt --encoding words -k 2 -f csv",
  ],
  views: {
    ...views,
    table: async (report, view) => {
      const { withAllSamples } = await import("../../report/kit/renderer.ts");
      const { renderNgramTables } = await import("../../report/terminal/ngram-tables.ts");
      return withAllSamples(renderNgramTables)(report, view);
    },
  },
  async run(call) {
    const { countNgrams } = await import("./plan.ts");
    return outcomeOf(await countNgrams(call));
  },
});
