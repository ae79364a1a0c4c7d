import { defineFeature } from "../../command/feature.ts";
import type { SharedOptions } from "../../command/options.ts";
import { learnerOptions, measureOptions, outputOptions, recipe } from "../../command/options.ts";
import type { Explanation } from "./schema.ts";
import type { ExplainPlan } from "./task.ts";

interface ExplainOptions extends SharedOptions {
  readonly recipe?: string;
  readonly experts?: boolean;
}

/** `mesoscope explain <path>`: one sample in depth. */
export const explain = defineFeature<ExplainOptions, ExplainPlan, Explanation>({
  name: "explain",
  group: "Look",
  summary: "explain one sample in depth",
  description:
    "Explains one sample: what it consists of and whether the remainder is noise, its learning curve,\ncontexts, compressors, surrogates, and a profile along the file.",
  argument: { usage: "[path]", description: "a file, or - for standard input; or --corpora with one id" },
  shared: [
    ...measureOptions.filter((name) => name !== "jobs"),
    "settle",
    ...learnerOptions,
    ...outputOptions,
  ],
  refuses: { estimator: "explain chooses its estimators itself; leave out -e, or leave out explain" },
  own: {
    recipe,
    experts: {
      flags: "--experts",
      description: "also measure the cost of leaving out each part of the context mixer",
    },
  },
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
  // Losses are indexed by positions in the whole input, whatever part is explained.
  plan: async ({ options, io }) => {
    const experts = options.experts === true;
    if (options.learner === undefined && options.losses === undefined) return { experts, learner: null };
    const { curvePlan, usualHalvings } = await import("../../command/learner-plan.ts");
    return { experts, learner: await curvePlan({ ...options, halvings: usualHalvings }, new Set(), io) };
  },
  steps: 4,
  task: async () => (await import("./task.ts")).explainTask,
});
