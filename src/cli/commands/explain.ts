import type { Explanation } from "../../explain/schema.ts";
import { learnerOptions, measureOptions, outputOptions } from "../options.ts";
import type { ExplainOptions } from "../plans/explain.ts";
import { reportCommand } from "../run-command.ts";
import { recipe } from "./recipes.ts";

/** `mesoscope explain <path>`: one sample in depth. */
export const explain = reportCommand<ExplainOptions, Explanation>({
  name: "explain",
  group: "Look",
  summary: "one sample in depth: why it lies where it does",
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
  schemas: { explanation: async () => (await import("../../explain/schema.ts")).explanationSchema },
  views: {
    table: async (explanation, view) =>
      (await import("../../explain/render-explanation.ts")).renderExplanation(explanation, view),
    rows: async (explanation) =>
      (await import("../../explain/explanation-rows.ts")).explanationRows(explanation),
  },
  run: async (call) => (await import("../plans/explain.ts")).explained(call),
});
