import type { Explanation } from "../../explain/schema.ts";
import { measureOptions, outputOptions, type SharedOptions } from "../options.ts";
import { reportCommand } from "../run-command.ts";
import { recipe } from "./recipes.ts";

interface ExplainOptions extends SharedOptions {
  readonly recipe?: string;
}

/** `mesoscope explain <path>`: one sample in depth. */
export const explain = reportCommand<ExplainOptions, Explanation>({
  name: "explain",
  group: "Look",
  summary: "one sample in depth: why it lies where it does",
  description:
    "Explains one sample: learning curve, contexts, compressors, what carried the prediction,\nsurrogates beside it, and a profile along the file.",
  argument: { usage: "[path]", description: "a file, or - for standard input; or --corpora with one id" },
  shared: [...measureOptions.filter((name) => name !== "jobs"), ...outputOptions],
  refuses: { estimator: "explain chooses its estimators itself; leave out -e, or leave out explain" },
  own: { recipe },
  examples: [
    "mesoscope explain book.txt",
    "git log -p | mesoscope explain - --sample 1MB",
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
  async run(call) {
    const { explainTask, explanationSteps } = await import("../../explain/explain-task.ts");
    const { ofOneInput, onlyTask } = await import("../plans/only-task.ts");
    const progress = (finished: number) => call.progress(finished, explanationSteps);
    progress(0);
    const task = await onlyTask("explain", call.paths, call.options, call.io);
    return ofOneInput(task, (hear) => explainTask(task, call.maker, progress, hear));
  },
});
