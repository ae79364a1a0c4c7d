import { defineFeature } from "../../command/feature.ts";
import type { SharedOptions } from "../../command/options.ts";
import { learnerOptions, measureOptions, outputOptions, recipe } from "../../command/options.ts";
import type { CurvePlan } from "../../learners/curve-task.ts";
import type { Explanation } from "./schema.ts";

interface ExplainOptions extends SharedOptions {
  readonly recipe?: string;
}

/** `mesoscope explain <path>`: one sample in depth. */
export const explain = defineFeature<ExplainOptions, CurvePlan | null, Explanation>({
  name: "explain",
  group: "Look",
  summary: "one sample in depth: why it is where it is on the map",
  description:
    "Explains one sample: learning curve, contexts, compressors, what carried the prediction,\nsurrogates beside it, and a profile along the file.",
  argument: { usage: "[path]", description: "a file, or - for standard input; or --corpora with one id" },
  shared: [
    ...measureOptions.filter((name) => name !== "jobs"),
    "settle",
    ...learnerOptions,
    ...outputOptions,
  ],
  refuses: { estimator: "explain chooses its estimators itself; leave out -e, or leave out explain" },
  own: { recipe },
  examples: [
    "mesoscope explain book.txt",
    "git log -p | mesoscope explain - --sample 1MB",
    "mesoscope explain book.txt --learner ngram",
    "mesoscope explain --corpora moby-dick -f json | jq .depth.ladder",
    'mesoscope explain --recipe "replace(periodic(word=00101), eps=0.1)"',
  ],
  schemas: { explanation: async () => (await import("./schema.ts")).explanationSchema },
  views: {
    table: async (explanation, view) => (await import("./show.ts")).renderExplanation(explanation, view),
    rows: async (explanation) => (await import("./show.ts")).explanationRows(explanation),
  },
  input: "one",
  // Losses are of places in the whole input, whatever of it is explained.
  plan: async ({ options, io }) => {
    if (options.learner === undefined && options.losses === undefined) return null;
    const { curvePlan, usualHalvings } = await import("../../command/learner-plan.ts");
    return curvePlan({ ...options, halvings: usualHalvings }, new Set(), io);
  },
  steps: 4,
  task: async () => (await import("./task.ts")).explainTask,
});
