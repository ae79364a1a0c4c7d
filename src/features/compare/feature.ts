import { defineFeature } from "../../command/feature.ts";
import { exitStatus } from "../../command/io.ts";
import {
  collect,
  learnerNames,
  measureOptions,
  outputOptions,
  recipes,
  rowOptions,
  sharedOptions,
} from "../../command/options.ts";
import { outcomeOf } from "../../command/outcome.ts";
import { rowOrder } from "../../command/row-order.ts";
import type { CompareOptions } from "./plan.ts";
import type { ComparedPair, Comparison } from "./schema.ts";
import type { ComparisonPlan } from "./task.ts";

/** `mesoscope compare <a> <b> [...]`: distances between inputs, and whether they differ by more than the error. */
export const compare = defineFeature<CompareOptions, ComparisonPlan, Comparison>({
  name: "compare",
  group: "Look",
  summary: "distances between samples, and which of them differ",
  description:
    "Compares all pairs of samples at the same size: Jensen-Shannon divergence of their\nn-grams without its bias, normalized compression distance, and the cost of one for an\nobserver that learned the other. Reports which pairs differ by more than the error,\nand shows three or more samples as a tree.",
  argument: { usage: "[paths...]", description: "two or more files, folders, globs, - for standard input" },
  shared: [...measureOptions, "together", "learnerTimeout", ...outputOptions, ...rowOptions],
  refuses: { estimator: "choose with --distances, or leave out compare" },
  own: {
    recipe: recipes,
    order: {
      flags: "-k, --order <k>",
      description: "length of the n-grams; by default the largest that most samples cover",
    },
    distances: {
      flags: "--distances <list>",
      description:
        "jsd, ncd, code or all; the tree uses the first; by default all for up to 4 samples, else jsd",
    },
    worth: {
      flags: "--worth",
      description:
        "measure how many bits per symbol of the first input are saved by learning each of the others",
    },
    have: {
      flags: "--have <path>",
      description: "with --worth: data that are already known; by default half of the target",
    },
    mix: {
      flags: "--mix <shares>",
      description:
        "with --worth: also measure a mixture of the others: equal, or shares such as 2:1:0 (repeatable)",
      parse: collect,
    },
    learner: {
      ...sharedOptions.learner,
      description: `also measure the cost of each sample for a learner that learned another: ${learnerNames}`,
    },
  },
  examples: [
    "mesoscope compare a.txt b.txt",
    "mesoscope compare --corpora udhr:eng,udhr:nld --encoding characters",
    "mesoscope compare chapters/*.txt -o distances.csv",
    "mesoscope compare src/ docs/ -o distances.svg",
    "mesoscope compare --corpora core -o distances.html",
    "mesoscope compare a.txt b.txt --learner ngram",
    "mesoscope compare --worth target.txt a.txt b.txt --mix equal --mix 2:1",
    "mesoscope compare --worth target.txt a.txt b.txt --have corpus.txt",
    'mesoscope compare a.bin --recipe "uniform(alphabet=256)"',
  ],
  schemas: { comparison: async () => (await import("./schema.ts")).comparisonSchema },
  views: {
    table: async (comparison, view) => (await import("./show.ts")).renderComparison(comparison, view),
    rows: async (comparison) => (await import("./show.ts")).comparisonRows(comparison),
    svg: async (comparison) => (await import("./svg.ts")).renderComparisonSvg(comparison),
    html: async (comparison, { words }) =>
      (await import("./page.ts")).renderComparisonHtml(comparison, words),
  },
  order: rowOrder<Comparison, ComparedPair>(
    "input",
    {
      divergence: ({ divergence }) => divergence.value,
      ncd: ({ compression }) => compression?.distance ?? null,
      code: ({ observer }) => observer?.distance ?? null,
    },
    ({ pairs }) => pairs,
    (comparison, pairs) => ({ ...comparison, pairs: [...pairs] }),
  ),
  plan: async (call) => (await import("./plan.ts")).comparisonPlan(call),
  task: async () => (await import("./task.ts")).comparisonTask,
  outcome: (comparison) => {
    const outcome = outcomeOf(comparison, 2);
    const failed = comparison.learner?.failed ?? null;
    if (failed === null) return outcome;
    const errors = [...(outcome.errors ?? []), { input: "--learner", reason: failed }];
    return { ...outcome, errors, status: exitStatus.input };
  },
});
