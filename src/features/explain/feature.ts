import { defineFeature } from "../../command/feature.ts";
import type { SharedOptions } from "../../command/options.ts";
import { measureOptions, outputOptions, recipe } from "../../command/options.ts";
import type { Explanation } from "./schema.ts";

interface ExplainOptions extends SharedOptions {
  readonly recipe?: string;
}

/** `mesoscope explain <path>`: one sample in depth. */
export const explain = defineFeature<ExplainOptions, null, Explanation>({
  name: "explain",
  group: "Look",
  summary: "explain one sample in depth",
  description:
    "Explains one sample: where it is on the map, what it consists of and whether the remainder is\nnoise, the rules it follows, and the sections of the whole input.",
  argument: { usage: "[path]", description: "a file, or - for standard input; or --corpora with one id" },
  shared: [...measureOptions.filter((name) => name !== "jobs"), "settle", ...outputOptions],
  refuses: { estimator: "explain chooses its estimators itself; leave out -e, or leave out explain" },
  own: { recipe },
  examples: [
    "mesoscope explain book.txt",
    "git log -p | mesoscope explain - --sample 1MB",
    "mesoscope explain --corpora moby-dick -f json | jq .depth.waterfall",
    'mesoscope explain --recipe "replace(periodic(word=00101), eps=0.1)"',
  ],
  schemas: { explanation: async () => (await import("./schema.ts")).explanationSchema },
  views: {
    table: async (explanation, view) => (await import("./show.ts")).renderExplanation(explanation, view),
    rows: async (explanation) => (await import("./show.ts")).explanationRows(explanation),
  },
  input: "one",
  plan: () => null,
  steps: 3,
  task: async () => (await import("./task.ts")).explainTask,
});
